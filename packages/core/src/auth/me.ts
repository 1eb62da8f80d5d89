import type { InferOutput } from "valibot";
import { diff } from "../event/event.ts";
import type { Actor } from "../kit/actor.ts";
import { AppError, invalid, notFound } from "../kit/error.ts";
import { operation } from "../kit/operation.ts";
import { isTimeZone } from "../kit/schema.ts";
import { projectsOf } from "../project/membership.ts";
import { tableName } from "../table/client.ts";
import { attempt, transact, update } from "../table/transact.ts";
import { findUser, type UserItem } from "../user/find.ts";
import { profileWrites } from "../user/profile.ts";
import { showMe } from "../user/show.ts";
import type { Me, PatchMe } from "../user/user.schema.ts";
import { authRoutes } from "./auth.schema.ts";

/** One's own profile. @throws AppError `unauthenticated` when the account was shut since the token was made. */
export const mine = async (actor: Actor): Promise<UserItem> => {
  const user = await findUser(actor.id);
  if (!user) throw notFound("user");
  if (!user.is_active) throw new AppError("unauthenticated", "auth.inactive", "This account is not active.");
  return user;
};

export const me = operation(authRoutes.me, async (actor) => showMe(await mine(actor), actor.superuser));

export const patchMe = operation(authRoutes.patchMe, (actor, { body }) =>
  attempt(actor, async (): Promise<Me> => {
    const user = await mine(actor);
    const after = patched(user, body);
    const changes = diff(user, after, ["first_name", "last_name"]);
    // What a person prefers is told as changed, not as what: history is no place for it.
    if ((user.preferences ?? "{}") !== (after.preferences ?? "{}"))
      changes.push({ field: "preferences", from: null, to: null });
    if (changes.length > 0) await transact(actor, profileWrites(actor, user, after, changes));
    if (body.first_name !== undefined || body.last_name !== undefined) await renameCopies(actor, after);
    return showMe(after, actor.superuser);
  }),
);

function patched(user: UserItem, body: InferOutput<typeof PatchMe>): UserItem {
  const after = { ...user };
  for (const field of ["first_name", "last_name"] as const) {
    const value = body[field];
    if (value === null) delete after[field];
    else if (value !== undefined) after[field] = value;
  }
  if (body.preferences) after.preferences = JSON.stringify(merged(showMe(user).preferences, body.preferences));
  return after;
}

const mostPreferences = 100;
const mostBytes = 16 * 1024;

/** Top-level keys are merged, null removes one. @throws AppError `invalid` beyond the limits. */
function merged(old: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> {
  const all = Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== null));
  if (Object.keys(all).length > mostPreferences)
    throw invalid("preferences", "too_many", `Keep at most ${mostPreferences} preferences.`);
  if (Buffer.byteLength(JSON.stringify(all)) > mostBytes)
    throw invalid("preferences", "too_long", "Preferences have at most 16 KiB in all.");
  const zone = all.timezone;
  if (zone !== undefined && !isTimeZone(zone))
    throw invalid("preferences.timezone", "invalid", "This is no time zone of the IANA list, like Europe/Berlin.");
  return all;
}

/** Carries a new name to the copies in memberships. Repeating the request repairs what a failure left. */
async function renameCopies(actor: Actor, user: UserItem): Promise<void> {
  const names = { first_name: user.first_name, last_name: user.last_name };
  const kept = Object.entries(names).filter(([, value]) => value !== undefined);
  const gone = Object.keys(names).filter((n) => !kept.some(([k]) => k === n));
  const clauses = [
    ...(kept.length ? [`SET ${kept.map(([n]) => `${n} = :${n}`).join(", ")}`] : []),
    ...(gone.length ? [`REMOVE ${gone.join(", ")}`] : []),
  ];
  const projects = await projectsOf(user.id);
  await Promise.all(
    projects.map((project) =>
      transact(actor, [
        update(
          {
            TableName: tableName,
            Key: { pk: `p#${project.toLowerCase()}`, sk: `m#${user.id}` },
            UpdateExpression: clauses.join(" "),
            ConditionExpression: "attribute_exists(pk)",
            ...(kept.length && {
              ExpressionAttributeValues: Object.fromEntries(kept.map(([n, value]) => [`:${n}`, value])),
            }),
          },
          () => notFound("member"),
        ),
      ]),
    ),
  );
}
