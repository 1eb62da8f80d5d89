import { setActive, setSuperuser } from "../auth/cognito.ts";
import { diff } from "../event/event.ts";
import type { Actor } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { conflict, forbidden, notFound } from "../kit/error.ts";
import { isUserId } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { attempt, check, type Write } from "../table/transact.ts";
import { findUser, type UserItem } from "./find.ts";
import { profileWrites } from "./profile.ts";
import { showMe } from "./show.ts";
import { UserEntity } from "./user.entity.ts";
import { userRoutes } from "./user.schema.ts";

const now = (): number => Math.floor(Date.now() / 1000);

/** Seconds that a token may still say "superuser" after the group was left: its life, and a minute for clocks. */
const tokenLife = 16 * 60;

const onlySuperusers = () => forbidden("user.superuser_only", "Only superusers manage accounts.");

/**
 * Table first, Cognito second, both idempotent: the table's conditions decide who wins, and after a failure half-way the
 * same request finishes it. Nobody takes away their own power, and who has lost theirs can't take another's: so one
 * superuser always remains. Access tokens already out run on for up to 15 minutes.
 */
export const patch = operation(userRoutes.patch, (actor, { params, body }) =>
  attempt(actor, async () => {
    if (!actor.superuser) throw onlySuperusers();
    const user = isUserId(params.id) ? await findUser(params.id) : undefined;
    if (!user) throw notFound("user");
    if (user.id === actor.id) mustStay(user, body);
    const { is_active = user.is_active, is_superuser = user.is_superuser } = body;
    const after = { ...user, is_active, is_superuser };
    if (user.is_superuser && !is_superuser) after.demoted = now();
    const changes = diff(user, after, ["is_active", "is_superuser"]);
    const power = user.id === actor.id ? [] : [stillSuperuser(actor)];
    if (changes.length > 0) await commit(actor, [...power, ...profileWrites(actor, user, after, changes)]);
    await follow(after, body);
    return showMe(after);
  }),
);

interface Body {
  readonly is_active?: boolean | undefined;
  readonly is_superuser?: boolean | undefined;
}

/** What one may do to oneself. @throws AppError `conflict` for giving up, `forbidden` for a power that is gone. */
function mustStay(me: UserItem, body: Body): void {
  if (body.is_active === false || body.is_superuser === false)
    throw conflict("user.self", "Another superuser has to do that: so there is always one left.");
  if (!me.is_active || (me.demoted ?? 0) > now() - tokenLife) throw onlySuperusers();
}

/** A token tells what was so when it was made; since then its holder may have been demoted or shut out. */
const stillSuperuser = (actor: Actor): Write =>
  check(UserEntity.get({ id: actor.id }).params(), onlySuperusers, {
    expression: "#active = :true AND (attribute_not_exists(#demoted) OR #demoted < :then)",
    names: { "#active": "is_active", "#demoted": "demoted" },
    values: { ":true": true, ":then": now() - tokenLife },
  });

/** Makes Cognito do as the profile says, in what was asked for; once more if somebody changes that meanwhile. */
async function follow(user: UserItem, asked: Body): Promise<void> {
  if (asked.is_active !== undefined) await setActive(user.login, user.is_active);
  if (asked.is_superuser !== undefined) await setSuperuser(user.login, user.is_superuser);
  const is = await findUser(user.id);
  if (is && (is.is_active !== user.is_active || is.is_superuser !== user.is_superuser)) await follow(is, asked);
}
