import type { InferOutput } from "valibot";
import { settled } from "../job/job.ts";
import type { Visit } from "../kit/actor.ts";
import { AppError, conflict } from "../kit/error.ts";
import { operation, Reply } from "../kit/operation.ts";
import { findFrame } from "../project/frame.ts";
import { newProject } from "../project/new-project.ts";
import { detailOf, noCounts, showProject } from "../project/shown.ts";
import type { Project } from "../project/project.schema.ts";
import { tableName } from "../table/client.ts";
import { attempt, put, transact, update, type Write, Again } from "../table/transact.ts";
import { findBy, folded, type UserItem } from "../user/find.ts";
import { showMe } from "../user/show.ts";
import { Taken, UserEntity } from "../user/user.entity.ts";
import { forgetting, letGo, newAccount } from "./account.ts";
import { tokensFor } from "./cognito.ts";
import { freeKey } from "./first-project.ts";
import { mustBeGuessProof } from "./password.ts";
import { handOut } from "./session.ts";
import { authRoutes, type Register } from "./auth.schema.ts";

type Body = InferOutput<typeof Register>;

interface Registered {
  readonly user: UserItem;
  readonly project: Project;
}

/**
 * Cognito first, table last: an account without profile can't do anything and goes again (`account.ts`); user, names,
 * project and membership come in one transaction. Until its first tokens are made a profile is `fresh`, and the same
 * request (same name, address and password) goes on where a lost one stopped.
 */
export const register = operation(authRoutes.register, async (visit, { body }) => {
  mustBeGuessProof(body.password, body.username, body.email);
  const { user, project } = (await resumed(body)) ?? (await registered(visit, body));
  const pair = await tokensFor(user.login, body.password);
  // The person is registered by now: a 503 here would send them into a 409.
  await settle(visit, user).catch(() => undefined);
  const { tokens, cookies } = handOut(pair, body);
  return new Reply({ message: "Welcome to Tessera.", user: showMe(user), project, tokens }, { cookies });
});

/** The person of a registration that was cut off after its transaction. @throws AppError `conflict` when taken. */
async function resumed(body: Body): Promise<Registered | undefined> {
  const [byName, byMail] = await Promise.all([findBy("name", body.username), findBy("mail", body.email)]);
  if (!byName && !byMail) return undefined;
  if (!byName || byName.id !== byMail?.id || !byName.fresh) throw byName ? nameTaken() : mailTaken();
  try {
    await tokensFor(byName.login, body.password);
  } catch (error) {
    throw error instanceof AppError ? nameTaken() : error;
  }
  const frame = await findFrame({ id: byName.id, superuser: false }, byName.fresh);
  if (!frame) throw nameTaken();
  const { members: _, ...project } = await detailOf(frame);
  return { user: byName, project };
}

const nameTaken = (): AppError => conflict("user.name_taken", "This user name is taken.", "username");
const mailTaken = (): AppError => conflict("user.email_taken", "This e-mail address is taken.", "email");

async function registered(visit: Visit, body: Body): Promise<Registered> {
  const { login, sub: id } = await newAccount(visit, body.password);
  try {
    return await attempt(visit, () => writeProfile(visit, body, id, login));
  } catch (error) {
    if (error instanceof AppError && error.kind !== "unavailable") await letGo(login);
    throw error;
  }
}

async function writeProfile(visit: Visit, body: Body, id: string, login: string): Promise<Registered> {
  const key = body.project_key ?? (await freeKey(body.project_name ?? body.username));
  const user: UserItem = {
    id,
    login,
    username: body.username,
    email: body.email,
    email_verified: false,
    is_active: true,
    is_superuser: false,
    projects: 1,
    fresh: key,
    rev: 1,
    created_at: new Date().toISOString(),
    ...(body.first_name && { first_name: body.first_name }),
    ...(body.last_name && { last_name: body.last_name }),
  };
  const name = body.project_name ?? `${body.first_name ?? body.username}'s project`;
  const { frame, writes } = newProject(
    { id, requestId: visit.requestId },
    { key, name, description: null, people: [{ user, role: "lead" }] },
  );
  const guards: Write[] = [
    put(Taken.create({ what: "name", value: folded(body.username), user: id, login }).params(), nameTaken),
    put(Taken.create({ what: "mail", value: folded(body.email), user: id, login }).params(), mailTaken),
  ];
  try {
    const known = settled(forgetting(login), tooLate);
    await transact(visit, [put(UserEntity.put(user).params()), ...guards, ...writes, known]);
  } catch (error) {
    // A key that we chose ourselves may have been taken meanwhile: then choose another.
    if (!body.project_key && error instanceof AppError && error.code === "project.key_taken") throw new Again();
    throw error;
  }
  return { user, project: showProject(key, frame.settings, noCounts) };
}

/** The account has been taken away meanwhile: no request lives that long. */
const tooLate = (): AppError =>
  new AppError("unavailable", "busy", "This took too long. Please try again.", { retryAfter: 1 });

/** From now on the name is taken for everybody, the person included. */
const settle = (visit: Visit, user: UserItem): Promise<void> =>
  transact(visit, [
    update({
      TableName: tableName,
      Key: { pk: `u#${user.id}`, sk: "a" },
      UpdateExpression: "REMOVE #fresh ADD #rev :one",
      ExpressionAttributeNames: { "#fresh": "fresh", "#rev": "rev" },
      ExpressionAttributeValues: { ":one": 1 },
    }),
  ]);
