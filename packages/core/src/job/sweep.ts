import { lowest, queryRows } from "../table/rows.ts";
import { JobEntity } from "./job.entity.ts";
import { wake } from "./job.ts";

/** Milliseconds after which a job is taken for left behind; a running one doesn't mind being woken. */
const patience = 3_600_000;
/** So many at a time; the next run takes the next ones. */
const most = 500;

/**
 * Wakes every job that is older than an hour: its request died while attending to it, or its record was given up.
 * Answers how many there were.
 */
export async function sweep(now = Date.now()): Promise<number> {
  const high = new Date(now - patience).toISOString();
  const rows = await queryRows(JobEntity.query.pending({}).params(), {
    limit: most,
    between: { field: "gsi14sk", low: lowest, high },
  });
  for (const { pk = "", sk = "" } of rows) {
    const [kind = "", ...subject] = sk.split("#");
    await wake({ project: pk.slice(2), kind, subject: subject.join("#") });
  }
  return rows.length;
}
