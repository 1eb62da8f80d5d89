import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aTicket, aWord, stackOf, superuser, walk, type Card, type Column, type Member, type Page, type Person, type Ticket } from "../support/api.ts"; // prettier-ignore
import { call, ok, refused, type Answer } from "../support/call.ts";
import { onTheTable } from "../support/table.ts";

let ana: Person;
let bob: Person;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
});

let used = 0;
const aKey = (): string => `key ${++used}`;
const post = <T>(path: string, body: unknown, key: string, person = ana): Promise<Answer<T>> =>
  person.post<T>(path, body, { "idempotency-key": key });
const create = (name: string, key: string, person = ana) =>
  post<Ticket>("tickets/", { project: ana.project, name }, key, person);
/** How many tickets there are of a name. */
const many = async (name: string): Promise<number> =>
  (await walk<Card>(ana, `tickets/?project=${ana.project}&page_size=100`)).filter((card) => card.name === name).length;

/** A claim as a request leaves it while it runs, or when it dies: `until` is when others may take it for dead. */
async function aClaim(key: string, body: string, until: number, ttl = 86_400): Promise<void> {
  const sha = (text: string) => createHash("sha256").update(text).digest("base64url");
  const id = sha(`${ana.id}\n/api/tickets/tickets/\n${key}`);
  const now = Math.floor(Date.now() / 1000);
  await onTheTable("PutItem", {
    Item: {
      pk: { S: `i#${id.toLowerCase()}` },
      sk: { S: "a" },
      _e: { S: "keyuse" },
      _v: { S: "1" },
      key: { S: id },
      holder: { S: "somebody" },
      body: { S: sha(body) },
      until: { N: String(now + until) },
      ttl: { N: String(now + ttl) },
    },
  });
}

describe("an Idempotency-Key", () => {
  it("gives the first answer again, and does nothing", async () => {
    const [key, name] = [aKey(), aWord()];
    const first = await create(name, key);
    const again = [await create(name, key), await create(name, key)];

    for (const answer of again) {
      expect(ok(answer, 201)).toEqual(ok(first, 201));
      expect(answer.headers.get("etag")).toBe(first.headers.get("etag"));
      expect(answer.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
    }
    expect(await many(name)).toBe(1);
  });

  it("gives the first answer also when things have gone on since", async () => {
    const [key, name] = [aKey(), aWord()];
    const first = ok(await create(name, key), 201);
    ok(await ana.patch(`tickets/${first.id}/`, { name: "Renamed" }));
    expect(ok(await create(name, key), 201)).toEqual(first);
    ok(await ana.delete(`tickets/${first.id}/`), 204);

    expect(ok(await create(name, key), 201)).toEqual(first);
  });

  it("is refused with another body", async () => {
    const key = aKey();
    ok(await create("One", key), 201);

    refused(await create("Another", key), 409);
  });

  it("is each caller's own, and each path's", async () => {
    const [key, name] = [aKey(), aWord()];
    const [mine, his] = [ok(await create(name, key), 201), ok(await create(name, key, bob), 201)];

    expect(his.id).not.toBe(mine.id);
    ok(await post("columns/", { project: ana.project, name }, key), 201);
    expect(await many(name)).toBe(2);
  });

  it("is the same with and without the trailing slash", async () => {
    const [key, name] = [aKey(), aWord()];
    const body = { project: ana.project, name };
    const [a, b] = [await post<Ticket>("tickets", body, key), await post<Ticket>("tickets/", body, key)];

    expect(ok(b, 201).id).toBe(ok(a, 201).id);
  });

  it("lets one of many at once through: the others get its answer, or are asked to wait", async () => {
    const [key, name] = [aKey(), aWord()];
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(name, key)));
    const made = answers.filter(({ status }) => status === 201);

    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      refused(answer, 409);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(await many(name)).toBe(1);
    expect(ok(await create(name, key), 201)).toEqual(made[0]?.body);
  });

  it("doesn't remember failures", async () => {
    const [key, name] = [aKey(), aWord()];
    const wish = { project: ana.project, name, assignee_ids: [] as string[], parent: `${ana.project}-99999` };
    refused(await post("tickets/", wish, key), 400, "parent");
    refused(await post("tickets/", { ...wish, name: "" }, key), 400, "name");
    refused(await post("columns/", { project: ana.project, name: "To Do" }, key), 409);

    ok(await post("tickets/", { project: ana.project, name }, key), 201);
    ok(await post("columns/", { project: ana.project, name }, key), 201);
  });

  it("whose holder still runs makes others wait", async () => {
    const [key, name] = [aKey(), aWord()];
    await aClaim(key, JSON.stringify({ project: ana.project, name }), 20);
    const waiting = await create(name, key);

    refused(waiting, 409);
    expect(Number(waiting.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await many(name)).toBe(0);
  });

  it("whose holder died is taken over", async () => {
    const [key, name] = [aKey(), aWord()];
    await aClaim(key, JSON.stringify({ project: ana.project, name }), -2);
    const answers = await Promise.all([create(name, key), create(name, key)]);

    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect(ok(await create(name, key), 201)).toMatchObject({ name });
    expect(await many(name)).toBe(1);
  });

  it("is forgotten after 24 hours, though the table still has it", async () => {
    const [key, name] = [aKey(), aWord()];
    await aClaim(key, JSON.stringify({ something: "else" }), -86_400, -2);

    expect(ok(await create(name, key), 201)).toMatchObject({ name });
  });

  it("works for every kind of POST", async () => {
    const cleo = await aPerson();
    const word = aWord();
    const [{ id }, columns] = [
      await aTicket(ana),
      ok(await ana.get<Page<Column>>(`columns/?project=${ana.project}`)).results,
    ];
    const order = columns.map((column, i) => ({ id: column.id, order: columns.length - 1 - i }));
    const kinds: [string, object, number][] = [
      ["projects/", { key: word, name: "x" }, 201],
      [`projects/${ana.project}/members/`, { username: cleo.username }, 201],
      [`projects/${ana.project}/members/`, { username: cleo.username, role: "lead" }, 200],
      ["columns/", { project: word, name: "Once" }, 201],
      ["columns/reorder/", { project: ana.project, order }, 200],
      ["comments/", { ticket: id, content: "Once" }, 201],
      [`tickets/${id}/toggle_follow/`, { following: false }, 200],
      [`tickets/${id}/toggle_follow/`, { following: false }, 200],
    ];
    for (const [path, body, status] of kinds) {
      const key = aKey();
      const first = ok(await post(path, body, key), status);
      expect(ok(await post(path, body, key), status)).toEqual(first);
    }

    expect(ok(await ana.get(`tickets/${id}/`))).toMatchObject({ comments_count: 1 });
    const members = await walk<Member>(ana, `projects/${ana.project}/members/`);
    expect(members.filter((member) => member.id === cleo.id)).toHaveLength(1);
    ok(await superuser.post("tickets/", { project: word, name: "x" }, { "idempotency-key": aKey() }), 201);
  });

  it("has at most 255 characters", async () => {
    ok(await create("x", "k".repeat(255)), 201);
    refused(await create("x", "k".repeat(256)), 400);
  });

  it("means nothing where nobody is known, or to what is no POST", async () => {
    const headers = { "idempotency-key": aKey() };
    const login = (password: string) =>
      call("POST", "auth/login/", { body: { username: ana.username, password }, headers });
    ok(await login(ana.password));
    refused(await login("another password"), 401);

    const { id } = await aTicket(ana);
    for (const name of ["A", "B"])
      expect(ok(await ana.patch(`tickets/${id}/`, { name }, headers))).toMatchObject({ name });
  });

  it("makes a ticket at its place once", async () => {
    const key = aKey();
    const { id, column } = await aTicket(bob);
    const wish = { name: "Above", project: bob.project, before: id };
    const [first] = [ok(await post<Ticket>("tickets/", wish, key, bob), 201)];
    ok(await post("tickets/", wish, key, bob), 201);

    expect((await stackOf(bob, column)).slice(-2)).toEqual([first.id, id]);
  });
});
