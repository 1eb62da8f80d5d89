import { organisation, record } from "../event/event.ts";
import type { Change } from "../event/event.schema.ts";
import type { Actor } from "../kit/actor.ts";
import { put, type Write } from "../table/transact.ts";
import type { UserItem } from "./find.ts";
import { UserEntity } from "./user.entity.ts";

/** A profile as it is to be, provided that it still is as it was read, and the event that tells of it. */
export function profileWrites(
  actor: Pick<Actor, "id" | "requestId">,
  user: UserItem,
  after: UserItem,
  changes: readonly Change[],
): Write[] {
  const params = UserEntity.put({ ...after, rev: user.rev + 1 })
    .where((a, o) => o.eq(a.rev, user.rev))
    .params();
  const event = record(actor, {
    kind: "user.updated",
    subject: user.id,
    project: organisation,
    at: new Date().toISOString(),
    changes,
  });
  return [put(params, () => "again"), event];
}
