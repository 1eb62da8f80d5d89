import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, type Answer } from "./client.ts";
import { afflict, reads, sweep, troubles, troublesOfPeople, type Act, type Kind, type Trouble } from "./faulty.ts";
import { violations } from "./invariants.ts";
import { anHourLater, readItem, readSettled, readTable, type Item } from "./table.ts";
import { expectStatus, password, registration, signedIn, startWorld, type World } from "./world.ts";

let world: World;
let nobody: Client;

beforeAll(async () => {
  world = await startWorld();
  nobody = new Client(world.cloud.url);
});

afterAll(() => world.stop());

const register = (username: string): Promise<Answer> => nobody.post("auth/register/", registration(username));
const login = (username: string): Promise<Answer> => nobody.post("auth/login/", { username, password });

const profileOf = (id: unknown): Promise<Item | undefined> => readItem(world.cloud, `u#${String(id)}`);

/** Registers somebody new while this goes wrong, then again until it is done. Returns what was wrong; nothing when no call was hit. */
async function registerDespite(trouble: Trouble, nth: number, username: string): Promise<string[] | undefined> {
  const before = world.cloud.faults.injected().length;
  const remedy = afflict(world.cloud, undefined, trouble, nth);
  const first = await register(username);
  remedy();
  if (world.cloud.faults.injected().length === before) return undefined;
  const wrong: string[] = [];
  if (first.status !== 201 && first.status !== 503) wrong.push(`first: ${first.status} ${JSON.stringify(first.body)}`);
  wrong.push(...(await halfWay(username)));
  const again = first.status === 201 ? first : await register(username);
  if (again.status !== 201) return [...wrong, `again: ${again.status} ${JSON.stringify(again.body)}`];
  const taken = await register(username);
  // Where only the last touch failed, the same request may once more be answered with the same person.
  const same = taken.status === 201 && personOf(taken) === personOf(again) && (await register(username)).status === 409;
  if (taken.status !== 409 && !same) wrong.push(`a third time: ${taken.status}`);
  return [...wrong, ...(await settled(username, again))];
}

const personOf = ({ body }: Answer): string => (body as { user: { id: string } }).user.id;

/** Who has a profile can log in and has all that belongs to it; who hasn't, can't. */
async function halfWay(username: string): Promise<string[]> {
  const { status, body } = await login(username);
  const taken = await readItem(world.cloud, `name#${username}`);
  const known = taken && (await profileOf(taken.user));
  if (!known) return status === 401 ? [] : [`logged in without a profile: ${status}`];
  if (status !== 200) return [`a profile that can't log in: ${status} ${JSON.stringify(body)}`];
  return [];
}

/** A user who can log in and sees one project; that there is one of each is seen at the end, as all of the table is read for it. */
async function settled(username: string, answer: Answer): Promise<string[]> {
  const user = await profileOf(personOf(answer));
  const projects = (await signedIn(world.cloud.url, answer).get("projects/")).body as { results: { key: string }[] };
  const account = world.cloud.cognito.pools[0]?.users.bySub(String(user?.id));
  const checks: [boolean, string][] = [
    [user?.username === username, "no profile"],
    [user?.fresh === undefined, "still fresh"],
    [account?.username === user?.login, "its account has another login"],
    [projects.results.length === 1, `sees ${projects.results.length} projects`],
    [(await login(username)).status === 200, "can't log in"],
  ];
  return checks.filter(([right]) => !right).map(([, sentence]) => sentence);
}

describe("Registration", () => {
  it.each([...troubles, ...troublesOfPeople].map((t, i) => ({ ...t, i, where: t.actions?.join(", ") })))(
    "gets there by asking again after $times × $effects at any of $where",
    async ({ i, ...trouble }) => {
      const told: string[] = [];
      let hits = 0;
      for (;;) {
        const wrong = await registerDespite(trouble, hits + 1, `user-${i}-${hits}`);
        if (!wrong) break;
        hits += 1;
        told.push(...wrong.map((w) => `call ${hits}: ${w}`));
      }

      expect(hits).toBeGreaterThan(0);
      expect(told).toEqual([]);
    },
  );

  it("makes one person of two equal requests at once", async () => {
    const answers = await Promise.all([register("twice"), register("twice")]);

    expect(answers.map((a) => a.status).filter((s) => s !== 409)).toContain(201);
    expect(answers.filter((a) => ![201, 409].includes(a.status))).toEqual([]);
    expect((await readTable(world.cloud, "user")).filter((user) => user.username === "twice")).toHaveLength(1);
  });
});

describe("Sessions and profiles", () => {
  it.each(["log in", "refresh", "log out", "change one's profile"])(
    "to %s is answered right or with 503, whichever call fails",
    async (name) => {
      const who = await world.register(`someone-${name.replaceAll(/\W/g, "")}`);
      const kind = kinds(who).find((k) => k.name === name);
      const wrong: string[] = [];
      let failed = 0;
      const right = kind?.function ? troubles : [...troubles.filter((t) => t.actions === reads), ...troublesOfPeople];
      for (const trial of await sweep(world.cloud, kind!, right)) {
        wrong.push(...trial.wrong.map((w) => `${trial.trouble}: ${w}`));
        if (trial.answers[0]?.status === 503) failed += 1;
      }

      expect(failed).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
    },
  );
});

function kinds(who: Client): Kind[] {
  const session = async () => {
    const { tokens } = expectStatus(await login(who.me.username), 200).body as { tokens: { refresh: string } };
    return { refresh: tokens.refresh };
  };
  const post = (path: string, body: unknown, success: number, done: Act["done"]): Act => ({
    client: nobody,
    method: "POST",
    path,
    body,
    success,
    done,
  });
  const hands =
    (what: string): Act["done"] =>
    async (answer) =>
      what in (answer.body as object);
  let n = 0;
  return [
    {
      name: "log in",
      events: 0,
      prepare: async () => post("auth/login/", { username: who.me.username, password }, 200, hands("tokens")),
    },
    {
      name: "refresh",
      events: 0,
      prepare: async () => post("auth/token/refresh/", await session(), 200, hands("access")),
    },
    {
      name: "log out",
      events: 0,
      prepare: async () => {
        const body = await session();
        return post(
          "auth/logout/",
          body,
          204,
          async () => (await nobody.post("auth/token/refresh/", body)).status === 401,
        );
      },
    },
    {
      name: "change one's profile",
      function: "Auth",
      events: 0,
      prepare: async () => {
        const body = { first_name: `Name ${(n += 1)}`, last_name: null };
        return {
          client: who,
          method: "PATCH",
          path: "auth/me/",
          body,
          success: 200,
          done: async () => namedEverywhere(who, body.first_name),
        };
      },
    },
  ];
}

/** In the profile and in the copy that the project shows. */
async function namedEverywhere(who: Client, first: string): Promise<boolean> {
  const me = (await who.get("auth/me/")).body as { first_name: string };
  const seat = await readItem(world.cloud, `p#${who.me.project}`, `m#${who.me.id}`);
  return me.first_name === first && seat?.first_name === first;
}

describe("The table after all that", () => {
  it("holds nothing that contradicts anything else, nor Cognito an account without a profile", async () => {
    await anHourLater(world.cloud); // requests that died have left accounts behind
    const items = await readSettled(world.cloud);
    const accounts = world.cloud.cognito.pools[0]?.users.all().map((user) => user.sub) ?? [];
    const users = items.filter((i) => i._e === "user");
    const people = users.map((user) => String(user.id));
    const leads = items
      .filter((i) => i._e === "member")
      .map((seat) => (seat.role === "lead" ? String(seat.user) : "?"));

    expect(people.length).toBeGreaterThan(20);
    expect(new Set(users.map((user) => user.username)).size).toBe(people.length);
    expect(accounts.toSorted()).toEqual(people.toSorted());
    expect(leads.toSorted()).toEqual(people.toSorted());
    expect(violations(items)).toEqual([]);
  });
});
