import type { Visit } from "../kit/actor.ts";
import type { Change } from "../table/change.ts";
import { JobEntity } from "./job.entity.ts";
import { end, goOn } from "./job.ts";
import { kinds, type Work } from "./kinds.ts";

/** More chunks than any job needs: a project of a million tickets takes 20,000. */
const mostSteps = 100_000;

/**
 * Works at a job that was put or rewritten. A delivery that comes late or again is known by its step: somebody has
 * got on since, and the record of that does the rest.
 */
export async function advance({ after }: Change, visit: Visit): Promise<void> {
  const { data: told } = JobEntity.parse({ ...(after && { Item: after }) });
  if (!told) throw new Error("a job's record without its item");
  const { project, kind, subject } = told;
  const { data: job } = await JobEntity.get({ project, kind, subject }).go({ consistent: true });
  if (!job || job.step !== told.step) return;
  const work: Work | undefined = new Map<string, Work>(Object.entries(kinds)).get(kind);
  if (!work || job.step > mostSteps)
    throw new Error(`${kind} of ${subject}: ${work ? "too many steps" : "no such work"}`);
  const cursor = await work(job, visit);
  await (cursor === undefined ? end(job) : goOn(job, cursor));
}
