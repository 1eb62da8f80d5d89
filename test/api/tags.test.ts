import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aProject, superuser, walk } from "../support/api.ts";
import type { Page, Person } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { aTag, type Tag } from "../support/tags.ts";

let ana: Person;
let bob: Person;
let stranger: Person;
let project: string;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
  project = ana.project;
});

const aBoard = async (): Promise<string> => (await aProject(ana, { member_usernames: [bob.username] })).key;

describe("a tag", () => {
  it("is made by a superuser, and shows every member of the contract", async () => {
    const made = ok(await superuser.post<Tag>("tags/", { project, name: "  Frontend ", color: "#AbCdEf" }), 201);

    expect(made).toEqual({
      id: expect.stringMatching(`^${project.toLowerCase()}\\.`) as string,
      name: "Frontend",
      description: null,
      color: "#abcdef",
      project,
      project_name: expect.any(String) as string,
      tickets_count: 0,
      contacts_count: 0,
      created_by: {
        id: expect.any(String) as string,
        username: expect.any(String) as string,
        first_name: expect.any(String) as string,
        last_name: expect.any(String) as string,
        email: expect.any(String) as string,
      },
      version: 1,
      created_at: expect.any(String) as string,
      updated_at: expect.any(String) as string,
    });
    expect(ok(await bob.get(`tags/${made.id}/`))).toEqual(made);
    expect(ok(await bob.get(`tags/${made.id.toUpperCase()}/`))).toEqual(made);
  });

  it("is read by members, and by nobody else", async () => {
    const { id } = await aTag(project, "Read");

    ok(await bob.get(`tags/${id}/`));
    refused(await stranger.get(`tags/${id}/`), 404);
  });

  it("is made, changed and deleted by superusers only: others who see it are told so", async () => {
    const { id } = await aTag(project, "Written");

    for (const somebody of [ana, bob]) {
      refused(await somebody.post("tags/", { project, name: "Mine" }), 403);
      refused(await somebody.patch(`tags/${id}/`, { name: "Mine" }), 403);
      refused(await somebody.delete(`tags/${id}/`), 403);
    }
    refused(await stranger.post("tags/", { project, name: "Mine" }), 400, "project");
    refused(await stranger.patch(`tags/${id}/`, { name: "Mine" }), 404);
    refused(await stranger.delete(`tags/${id}/`), 404);
    expect(ok(await ana.get(`tags/${id}/`))).toMatchObject({ name: "Written", version: 1 });
  });

  it("has a name that is unique in its project without regard to case", async () => {
    const [key, other] = [await aBoard(), await aBoard()];
    const [one, two] = [await aTag(key, "Ärger"), await aTag(key, "Two")];

    refused(await superuser.post("tags/", { project: key, name: " ÄRGER" }), 409);
    refused(await superuser.patch(`tags/${two.id}/`, { name: "ärger" }), 409);
    ok(await superuser.patch(`tags/${one.id}/`, { name: "ÄRGER" }));
    await aTag(other, "Ärger");
  });

  it.each<[string, Record<string, unknown>]>([
    ["name", { name: "" }],
    ["name", { name: "x".repeat(101) }],
    ["name", { name: null }],
    ["description", { description: "x".repeat(1001) }],
    ["color", { color: "red" }],
    ["color", { color: null }],
    ["project", { project: "ZZZZZZZZZZ" }],
    ["version", { version: 1 }],
    ["tickets_count", { tickets_count: 1 }],
  ])("is refused for its %s (%#)", async (field, wish) => {
    refused(await superuser.post("tags/", { project, name: "Refused", ...wish }), 400, field);
    if (field === "project") return;
    const { id } = await aTag(project, `Refused ${field} ${JSON.stringify(wish).length}`);
    refused(await superuser.patch(`tags/${id}/`, wish), 400, field);
  });

  it("takes names and descriptions up to their limits", async () => {
    const wish = { name: "🏷".repeat(100), description: "🏷".repeat(1000) };

    expect(ok(await superuser.post("tags/", { project, ...wish }), 201)).toMatchObject(wish);
  });

  it("is told by name and project when it isn't given", async () => {
    refused(await superuser.post("tags/", {}), 400, "name", "project");
  });

  it("changes what is given, and nothing by what it is already", async () => {
    const { id } = await aTag(project, "Before", { description: "Old." });
    const changed = ok(await superuser.patch<Tag>(`tags/${id}/`, { name: "After", description: null }));

    expect(changed).toMatchObject({ name: "After", description: null, version: 2 });
    expect(ok(await superuser.patch<Tag>(`tags/${id}/`, { name: "After", color: changed.color }))).toEqual(changed);
    expect(ok(await superuser.patch<Tag>(`tags/${id}/`, {}))).toEqual(changed);
  });

  it("changes at a version, if that is asked for", async () => {
    const { id } = await aTag(project, "Versions");
    ok(await superuser.patch(`tags/${id}/`, { color: "#111111" }, { "if-match": '"1"' }));

    refused(await superuser.patch(`tags/${id}/`, { color: "#222222" }, { "if-match": '"1"' }), 412);
    refused(await superuser.delete(`tags/${id}/`, { "if-match": '"1"' }), 412);
    const { headers } = await bob.get(`tags/${id}/`);
    expect(headers.get("etag")).toMatch(/^"2\./);
    expect((await bob.get(`tags/${id}/`, { "if-none-match": headers.get("etag") ?? "" })).status).toBe(304);
    ok(await superuser.delete(`tags/${id}/`, { "if-match": '"2"' }), 204);
  });

  it("is made once under an Idempotency-Key", async () => {
    const again = { "idempotency-key": "one tag" };
    const wish = { project, name: "Once" };
    const first = ok(await superuser.post<Tag>("tags/", wish, again), 201);

    expect(ok(await superuser.post<Tag>("tags/", wish, again), 201)).toEqual(first);
    refused(await superuser.post("tags/", { ...wish, name: "Twice" }, again), 409);
  });

  it("is made once by many at the same time", async () => {
    const key = await aBoard();
    const made = await Promise.all(
      Array.from({ length: 4 }, () => superuser.post("tags/", { project: key, name: "x" })),
    );

    expect(made.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  });
});

describe("the list of tags", () => {
  it("holds one project's, or those of all that the caller sees, by name", async () => {
    const [key, other] = [await aBoard(), (await aProject(ana)).key];
    const names = async (path: string, who: Person): Promise<string[]> =>
      (await walk<Tag>(who, path)).map(({ name }) => name);
    for (const name of ["b", "C", "a", "É"]) await aTag(key, name);
    await aTag(other, "hidden");

    expect(await names(`tags/?project=${key}&page_size=2`, bob)).toEqual(["a", "b", "C", "É"]);
    expect(await names("tags/?page_size=3", bob)).toEqual(expect.arrayContaining(["a", "b", "C", "É"]));
    expect(await names("tags/", bob)).not.toContain("hidden");
    expect(ok(await bob.get<Page<Tag>>(`tags/?project=${key}`)).count).toBe(4);
    refused(await stranger.get(`tags/?project=${key}`), 404);
    expect(await names("tags/", stranger)).toEqual([]);
  });

  it("of a superuser holds those of all projects", async () => {
    const word = `Everywhere ${stranger.username}`;
    const { id } = await aTag(stranger.project, word);

    const found = await walk<Tag>(superuser, `tags/?search=${encodeURIComponent(word)}`);
    expect(found.map((tag) => tag.id)).toEqual([id]);
  });

  it("is searched by the words of the name, without regard to case and accents", async () => {
    const key = await aBoard();
    for (const name of ["Café Crème", "Back-end", "Backlog", "課題管理"]) await aTag(key, name);
    const found = async (search: string): Promise<string[]> =>
      (await walk<Tag>(bob, `tags/?project=${key}&search=${encodeURIComponent(search)}`)).map(({ name }) => name);

    expect(await found("CREME cafe")).toEqual(["Café Crème"]);
    expect(await found("back")).toEqual(["Back-end", "Backlog"]);
    expect(await found("end")).toEqual(["Back-end"]);
    expect(await found("管理")).toEqual(["課題管理"]);
    expect(await found("log")).toEqual([]);
    expect(await found("!")).toEqual([]);
    refused(await bob.get(`tags/?search=${"x".repeat(201)}`), 400, "search");
  });
});
