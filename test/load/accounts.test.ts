import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "./client.ts";
import { reads, sweep, writes, type Kind, type Trouble } from "./faulty.ts";
import { violations } from "./invariants.ts";
import { readSettled } from "./table.ts";
import { expectStatus, password, signedIn, startWorld, type World } from "./world.ts";

let world: World;
let nobody: Client;

beforeAll(async () => {
  world = await startWorld();
  nobody = new Client(world.cloud.url);
});

afterAll(() => world.stop());

const login = (username: string, word: string) => nobody.post("auth/login/", { username, password: word });
const accountOf = (id: string) => world.cloud.cognito.pools[0]?.users.bySub(id);

/** What goes wrong at Cognito, at SES, and with the table, once and for good. */
const troubles: readonly Trouble[] = [
  ["AdminInitiateAuth", "AdminSetUserPassword", "AdminUserGlobalSignOut", "AdminDisableUser", "AdminEnableUser"],
  ["AdminAddUserToGroup", "AdminRemoveUserFromGroup"],
  ["SendEmail"],
  writes,
].flatMap((actions) =>
  (["throttle", "internal", "timeout-before", "timeout-after"] as const).flatMap((effect) =>
    [1, 3].map((times) => ({ effects: [effect], actions, times })),
  ),
);
const all = [...troubles, { effects: ["timeout-before"], actions: reads, times: 20 } as const];

let n = 0;

/** Somebody new for every so many trials: a registration is dearer than a trial. */
function someone(name: string, trials: number): () => Promise<Client> {
  let left = 0;
  let person: Promise<Client> | undefined;
  return () => {
    if (!person || left === 0) [person, left] = [world.register(`${name}-${(n += 1)}`), trials];
    left -= 1;
    return person;
  };
}

/** Nobody gets more than five codes, and a trial asks for two. */
const asks = someone("asks", 2);

const askForCode: Kind = {
  name: "ask for a code",
  function: "Auth",
  events: 0,
  prepare: async () => {
    const person = await asks();
    const sent = () => world.cloud.mails.to(`${person.me.username}@example.com`).length;
    const before = sent();
    const done = async () => sent() > before;
    return { client: person, method: "POST", path: "auth/email/send_code/", success: 204, done };
  },
};

const changes = someone("changes", 4);
const words = new Map<Client, string>();

const changePassword: Kind = {
  name: "change one's password",
  function: "Auth",
  events: 1,
  prepare: async () => {
    const person = await changes();
    const [old_password, new_password] = [words.get(person) ?? password, `battery of trial ${(n += 1)}`];
    words.set(person, new_password); // it is so when the trial ends, or that has failed
    return {
      client: person,
      method: "POST",
      path: "auth/password/change/",
      body: { old_password, new_password },
      success: 204,
      done: async () => (await login(person.me.username, new_password)).status === 200,
    };
  },
};

/** Somebody whom an operator made a superuser, in Cognito. */
async function aSuperuser(): Promise<Client> {
  const { me } = await world.register("operator");
  const pool = world.cloud.cognito.pools[0];
  pool?.users.save({ ...pool.users.get(accountOf(me.id)?.username ?? ""), groups: ["superusers"] });
  return signedIn(world.cloud.url, expectStatus(await login("operator", password), 200));
}

const isShut = someone("shut", 8);

const shutOut = (superuser: Client): Kind => ({
  name: "shut somebody out",
  function: "Users",
  events: 1,
  prepare: async () => {
    const { me } = await isShut();
    expectStatus(await superuser.patch(`users/${me.id}/`, { is_active: true, is_superuser: false }), 200);
    return {
      client: superuser,
      method: "PATCH",
      path: `users/${me.id}/`,
      body: { is_active: false, is_superuser: true },
      success: 200,
      done: async () => {
        const account = accountOf(me.id);
        return account?.enabled === false && account.groups.includes("superusers");
      },
    };
  },
});

describe("Accounts", () => {
  it.each([
    ["ask for a code", async () => askForCode],
    ["change one's password", async () => changePassword],
    ["shut somebody out", async () => shutOut(await aSuperuser())],
  ])("to %s is answered right or with 503, whichever call fails, and gets there by asking again", async (_, kind) => {
    const trials = await sweep(world.cloud, await kind(), all);
    const failed = trials.filter(({ answers }) => answers[0]?.status === 503);

    expect(failed.length).toBeGreaterThan(0);
    expect(trials.flatMap(({ trouble, wrong }) => wrong.map((sentence) => `${trouble}: ${sentence}`))).toEqual([]);
  });

  it("leave nothing in the table that contradicts anything else", async () => {
    expect(violations(await readSettled(world.cloud))).toEqual([]);
  });
});
