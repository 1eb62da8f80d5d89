import { beforeAll, describe, expect, it } from "vitest";
import {
  aComment,
  aMember,
  aPerson,
  aProject,
  aTicket,
  columnsOf,
  type Person,
  type ProjectDetail,
  type Ticket,
} from "../support/api.ts";
import { ok, refused, type Answer } from "../support/call.ts";

let ana: Person;
let bob: Person;
let ticket: string;
/** A path of each kind that has a version. */
const kinds = ["ticket", "column", "project", "comment"] as const;
const field = (kind: (typeof kinds)[number]): "name" | "content" => (kind === "comment" ? "content" : "name");

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
  ticket = (await aTicket(ana)).id;
});

/** Something new of a kind that nobody else touches. */
async function fresh(kind: (typeof kinds)[number]): Promise<string> {
  if (kind === "ticket") return `tickets/${(await aTicket(ana)).id}/`;
  if (kind === "comment") return `comments/${(await aComment(ana, ticket)).id}/`;
  const { key } = await aProject(ana);
  return kind === "project" ? `projects/${key}/` : `columns/${(await columnsOf(ana, key))[1].id}/`;
}

const tagOf = (answer: Answer): string => answer.headers.get("etag") ?? "";

describe("the ETag", () => {
  it.each(kinds)("of a %s is its version and a digest of the body, on GET, POST and PATCH", async (kind) => {
    const path = await fresh(kind);
    const read = await ana.get<{ version: number }>(path);
    const changed = await ana.patch<{ version: number }>(path, { [field(kind)]: "Changed" });

    expect(tagOf(read)).toMatch(/^"1\.[^"]+"$/);
    expect(tagOf(changed)).toMatch(/^"2\.[^"]+"$/);
    expect(tagOf(await ana.get(path))).toBe(tagOf(changed));
    expect(tagOf(await ana.get(path.replace(/\/$/, "")))).toBe(tagOf(changed));
  });

  it("is on answers that make something", async () => {
    const { project } = ana;
    const made = [
      await ana.post("tickets/", { project, name: "x" }),
      await ana.post("columns/", { project, name: "Tagged" }),
      await ana.post("projects/", { key: `${project.slice(0, 7)}V`, name: "x" }),
      await ana.post("comments/", { ticket, content: "x" }),
    ];

    for (const answer of made)
      expect([answer.status, tagOf(answer)]).toEqual([201, expect.stringMatching(/^"1\..+"$/)]);
  });

  it("differs where bodies do, though the version is the same", async () => {
    const [mine, his] = [await ana.get(`tickets/${ticket}/`), await bob.get(`tickets/${ticket}/`)];

    expect(tagOf(mine)).not.toBe(tagOf(his));
    expect(tagOf(mine).split(".")[0]).toBe(tagOf(his).split(".")[0]);
  });

  it("isn't on lists, which have no version", async () => {
    for (const path of [
      "tickets/",
      "projects/",
      `projects/${ana.project}/board/`,
      `comments/?ticket=${ticket}`,
      "auth/me/",
    ])
      expect((await ana.get(path)).headers.get("etag")).toBeNull();
  });
});

describe("If-None-Match", () => {
  it.each(kinds)("spares reading a %s that hasn't changed", async (kind) => {
    const path = await fresh(kind);
    const tag = tagOf(await ana.get(path));
    const same = await ana.get(path, { "if-none-match": tag });
    expect([same.status, same.body, tagOf(same)]).toEqual([304, undefined, tag]);
    expect(same.headers.get("x-request-id")).toMatch(/./);

    for (const others of [`W/${tag}`, `"0.x", ${tag}`, "*"])
      expect((await ana.get(path, { "if-none-match": others })).status).toBe(304);
    ok(await ana.patch(path, { [field(kind)]: "Changed" }));
    ok(await ana.get(path, { "if-none-match": tag }));
  });

  it("compares all of the tag: a count that has changed is told", async () => {
    const { key } = await aProject(ana);
    const [column] = await columnsOf(ana, key);
    const paths = [`projects/${key}/`, `columns/${column.id}/`];
    const tags = await Promise.all(paths.map(async (path) => tagOf(await ana.get(path))));
    await aTicket(ana, { project: key });

    for (const [i, path] of paths.entries())
      expect(ok(await ana.get(path, { "if-none-match": tags[i] ?? "" }))).toMatchObject({
        tickets_count: 1,
        version: 1,
      });
    expect((await ana.get(paths[0] ?? "", { "if-none-match": '"1"' })).status).toBe(200);
  });
});

describe("If-Match", () => {
  it.each(kinds)("lets a change of the version at hand of a %s through", async (kind) => {
    const path = await fresh(kind);
    const match = (tag: string, word: string) =>
      ana.patch<{ version: number }>(path, { [field(kind)]: word }, { "if-match": tag });

    expect(ok(await match(tagOf(await ana.get(path)), "A")).version).toBe(2);
    expect(ok(await match('"2"', "B")).version).toBe(3);
    expect(ok(await match("*", "C")).version).toBe(4);
    expect(ok(await match('"4.whatever"', "D")).version).toBe(5);
  });

  it.each(kinds)("refuses to change or delete a %s that has changed meanwhile", async (kind) => {
    const path = await fresh(kind);
    const stale = tagOf(await ana.get(path));
    ok(await ana.patch(path, { [field(kind)]: "Theirs" }));

    for (const tag of [stale, '"1"', '"3"', '"0"', '"x"', "x"]) {
      refused(await ana.patch(path, { [field(kind)]: "Mine" }, { "if-match": tag }), 412);
      refused(await ana.delete(path, { "if-match": tag }), 412);
    }
    expect(ok(await ana.get(path))).toMatchObject({ [field(kind)]: "Theirs", version: 2 });
    ok(await ana.delete(path, { "if-match": '"2"' }), 204);
  });

  it.each(kinds)("of any version needs the %s to be there", async (kind) => {
    const path = await fresh(kind);
    ok(await ana.delete(path, { "if-match": "*" }), 204);

    for (const tag of ["*", '"1"']) {
      refused(await ana.patch(path, { [field(kind)]: "x" }, { "if-match": tag }), 404);
      refused(await ana.delete(path, { "if-match": tag }), 404);
    }
  });

  it("lets one of two who have seen the same through", async () => {
    for (const kind of kinds) {
      const path = await fresh(kind);
      const tag = tagOf(await ana.get(path));
      const both = await Promise.all(
        ["A", "B"].map((word) => ana.patch(path, { [field(kind)]: word }, { "if-match": tag })),
      );

      expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    }
  });

  it("holds for deleting a column with its tickets moved", async () => {
    const { key } = await aProject(ana);
    const [from, to] = await columnsOf(ana, key);
    await aTicket(ana, { column: from.id });
    const path = `columns/${from.id}/?move_to=${to.id}`;
    refused(await ana.delete(path, { "if-match": '"7"' }), 412);

    ok(await ana.get(`columns/${from.id}/`));
    ok(await ana.delete(path, { "if-match": '"1"' }), 204);
  });
});

describe("a version", () => {
  it("rises with the resource's own changes only", async () => {
    const { key } = await aProject(ana, { member_usernames: [bob.username] });
    const [column, other] = await columnsOf(ana, key);
    const parent = await aTicket(ana, { project: key });
    const neighbour = await aTicket(ana, { project: key });
    await aTicket(ana, { project: key, parent: parent.id, before: neighbour.id });
    ok(await bob.post(`tickets/${parent.id}/toggle_follow/`, { following: true }));
    ok(await ana.patch(`columns/${other.id}/`, { order: 0 }));
    ok(await ana.patch(`tickets/${neighbour.id}/`, { before: parent.id }));

    expect(ok(await ana.get<Ticket>(`tickets/${parent.id}/`))).toMatchObject({ version: 1, subtasks_count: 1 });
    expect(ok(await ana.get(`columns/${column.id}/`))).toMatchObject({ version: 1, order: 1, tickets_count: 3 });
    expect(ok(await ana.get<ProjectDetail>(`projects/${key}/`))).toMatchObject({ version: 1, tickets_count: 3 });
  });
});
