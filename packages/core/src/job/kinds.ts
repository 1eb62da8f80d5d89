import { forgetFile } from "../attachment/departure.ts";
import { forgetAccount } from "../auth/account.ts";
import { emptyColumn } from "../column/empty.ts";
import type { Visit } from "../kit/actor.ts";
import { clearProject } from "../project/clear.ts";
import { clearTag } from "../tag/clear.ts";
import { clearTicket } from "../ticket/clear.ts";
import type { JobItem } from "./job.entity.ts";

/**
 * Does a bounded part of a job, well before the visit's deadline, and tells where to go on, or nothing when all is
 * done. It may be called twice with the same job, at once even, and after any of its own calls got lost.
 */
export type Work = (job: JobItem, visit: Visit) => Promise<string | undefined>;

/** Everything that is done in the background: one line per kind, `concept.verb`. */
export const kinds = {
  "project.clear": clearProject,
  "ticket.clear": clearTicket,
  "column.empty": emptyColumn,
  "account.forget": forgetAccount,
  "tag.clear": clearTag,
  "attachment.forget": forgetFile,
} as const satisfies Record<string, Work>;

export type JobKind = keyof typeof kinds;
