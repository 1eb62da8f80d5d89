import { beforeAll, describe, expect, it } from "vitest";
import {
  aComment,
  aMember,
  aPerson,
  aTicket,
  anybody,
  superuser,
  walk,
  type Comment,
  type Page,
  type Person,
  type Ticket,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let bob: Person;
let stranger: Person;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
});

const ticketOf = async (id: string): Promise<Ticket> => ok(await ana.get<Ticket>(`tickets/${id}/`));
const listed = (id: string, more = "", person = ana) => person.get<Page<Comment>>(`comments/?ticket=${id}${more}`);
const activityOf = async (id: string) =>
  ok(await ana.get<Page<{ kind: string; actor: { id: string }; changes: unknown[] }>>(`tickets/${id}/activity/`))
    .results;

describe("a comment", () => {
  it("is made by any member, and read by all who see the ticket", async () => {
    const { id } = await aTicket(ana);
    const made = await aComment(bob, id, "**Done**, I think.\n\n- see above ");

    expect(made).toEqual({
      id: expect.stringMatching(/^[a-z0-9.-]+$/) as string,
      ticket: id,
      user: { id: bob.id, username: bob.username, email: bob.email, first_name: null, last_name: null },
      content: "**Done**, I think.\n\n- see above ",
      edited: false,
      version: 1,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      updated_at: made.created_at,
    });
    for (const path of [`comments/${made.id}/`, `comments/${made.id.toUpperCase()}`])
      for (const person of [ana, bob, superuser]) expect(ok(await person.get(path))).toEqual(made);
    expect(ok(await listed(id.toLowerCase(), "", bob)).results).toEqual([made]);
  });

  it("may be a superuser's", async () => {
    const { id } = await aTicket(ana);
    const made = ok(await superuser.post<Comment>("comments/", { ticket: id, content: "Looked at." }), 201);

    expect(made.user?.username).toMatch(/./);
    expect(ok(await listed(id)).results).toEqual([made]);
  });

  it("is changed by its author, and says so", async () => {
    const { id } = await aTicket(ana);
    const made = await aComment(bob, id);
    const changed = ok(await bob.patch<Comment>(`comments/${made.id}/`, { content: "Another" }));

    expect(changed).toEqual({
      ...made,
      content: "Another",
      edited: true,
      version: 2,
      updated_at: expect.any(String) as string,
    });
    expect(changed.updated_at > made.updated_at).toBe(true);
    expect(ok(await ana.get(`comments/${made.id}/`))).toEqual(changed);
  });

  it("stays as it is where nothing changes", async () => {
    const { id } = await aTicket(ana);
    const made = await aComment(ana, id, "The same");

    for (const body of [{}, { content: "The same" }])
      expect(ok(await ana.patch(`comments/${made.id}/`, body))).toEqual(made);
    expect(await activityOf(id)).toHaveLength(2);
  });

  it("is changed by nobody else, lead and superuser included", async () => {
    const { id } = await aTicket(ana);
    const { id: comment } = await aComment(bob, id);
    const path = `comments/${comment}/`;

    for (const person of [ana, superuser]) refused(await person.patch(path, { content: "x" }), 403);
    refused(await stranger.patch(path, { content: "x" }), 404);
    expect(ok(await bob.get(path))).toMatchObject({ content: "A comment", version: 1 });
  });

  it("is deleted by its author, a lead or a superuser, and nobody else", async () => {
    const cleo = await aMember(ana);
    const { id } = await aTicket(ana);
    for (const person of [bob, ana, superuser]) {
      const path = `comments/${(await aComment(bob, id)).id}/`;
      refused(await cleo.delete(path), 403);
      refused(await stranger.delete(path), 404);
      ok(await person.delete(path), 204);
      refused(await bob.get(path), 404);
      refused(await bob.delete(path), 404);
      refused(await bob.patch(path, { content: "x" }), 404);
    }

    expect((await ticketOf(id)).comments_count).toBe(0);
  });

  it("has 1 to 20,000 code points, which come back as they were sent", async () => {
    const { id } = await aTicket(ana);
    const longest = "🙂".repeat(20_000);

    expect((await aComment(ana, id, longest)).content).toBe(longest);
    for (const content of [`${longest}x`, "", " \n ", "a\0b", "\ud800", 7, null, ["x"], undefined])
      refused(await ana.post("comments/", { ticket: id, content }), 400, "content");
    const { id: comment } = await aComment(ana, id);
    for (const content of [`${longest}x`, "", "a\0b", null])
      refused(await ana.patch(`comments/${comment}/`, { content }), 400, "content");
    expect((await ticketOf(id)).comments_count).toBe(2);
  });

  it("needs a ticket that one may see, and stays with it", async () => {
    const { id } = await aTicket(ana);
    for (const ticket of [
      "nothing",
      `${ana.project}-999999`,
      stranger.project,
      (await aTicket(stranger)).id,
      7,
      undefined,
    ])
      refused(await ana.post("comments/", { ticket, content: "x" }), 400, "ticket");
    const { id: comment } = await aComment(ana, id);

    refused(await ana.patch(`comments/${comment}/`, { ticket: id }), 400, "ticket");
    refused(await ana.patch(`comments/${comment}/`, { user: bob.id, edited: true }), 400, "user", "edited");
  });

  it("is nothing to strangers, and nothing without a token", async () => {
    const { id } = await aTicket(ana);
    const { id: comment } = await aComment(ana, id);

    refused(await stranger.get(`comments/${comment}/`), 404);
    refused(await listed(id, "", stranger), 404);
    expect((await anybody.get(`comments/${comment}/`)).status).toBe(401);
    for (const path of [
      "comments/nothing/",
      `comments/${id}/`,
      `comments/${comment}0/`,
      `comments/${comment.slice(0, -1)}/`,
    ])
      refused(await ana.get(path), 404);
  });

  it("goes with its ticket", async () => {
    const { id } = await aTicket(ana);
    const { id: comment } = await aComment(ana, id);
    ok(await ana.delete(`tickets/${id}/`), 204);

    refused(await ana.get(`comments/${comment}/`), 404);
    refused(await ana.patch(`comments/${comment}/`, { content: "x" }), 404);
    refused(await ana.delete(`comments/${comment}/`), 404);
    refused(await listed(id), 404);
    refused(await ana.post("comments/", { ticket: id, content: "x" }), 400, "ticket");
  });
});

describe("a ticket", () => {
  it("counts its comments, and isn't changed by them", async () => {
    const before = await aTicket(ana);
    const made = await Promise.all(["1", "2", "3"].map((content) => aComment(bob, before.id, content)));
    ok(await bob.patch(`comments/${made[0]?.id}/`, { content: "one" }));
    ok(await ana.delete(`comments/${made[1]?.id}/`), 204);

    expect(await ticketOf(before.id)).toEqual({ ...before, comments_count: 2 });
  });

  it("has every comment in its history, once, without its text", async () => {
    const { id } = await aTicket(ana);
    const { id: comment } = await aComment(bob, id, "a secret");
    ok(await bob.patch(`comments/${comment}/`, { content: "another secret" }));
    refused(await ana.patch(`comments/${comment}/`, { content: "x" }), 403);
    ok(await ana.delete(`comments/${comment}/`), 204);
    const history = await activityOf(id);

    expect(history.map(({ kind, actor, changes }) => [kind, actor.id, changes])).toEqual([
      ["comment.deleted", ana.id, [{ field: "comment", from: comment, to: null }]],
      ["comment.updated", bob.id, [{ field: "content", from: null, to: null }]],
      ["comment.created", bob.id, [{ field: "comment", from: null, to: comment }]],
      ["ticket.created", ana.id, expect.any(Array)],
    ]);
    expect(JSON.stringify(history)).not.toContain("secret");
  });

  it("counts right whatever happens to it at the same time", async () => {
    const { id } = await aTicket(ana);
    const first = await Promise.all(Array.from({ length: 5 }, () => aComment(bob, id)));
    await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => aComment(n % 2 ? ana : bob, id)),
      ...first.map(async (c) => ok(await bob.delete(`comments/${c.id}/`), 204)),
      ...["A", "B", "C", "D"].map(async (name) => ok(await ana.patch(`tickets/${id}/`, { name }))),
    ]);

    expect(await ticketOf(id)).toMatchObject({ comments_count: 10, version: 5 });
    expect(ok(await listed(id, "&page_size=100")).results).toHaveLength(10);
  });
});

describe("the list of comments", () => {
  it("is oldest first, counted, in pages both ways", async () => {
    const { id } = await aTicket(ana);
    const made: Comment[] = [];
    for (let n = 0; n < 7; n++) made.push(await aComment(n % 2 ? bob : ana, id, `Number ${n}`));
    const [first, third] = [ok(await listed(id, "&page_size=3")), ok(await listed(id, "&page_size=3&page=3"))];

    expect(ok(await listed(id))).toEqual({ count: 7, next: null, previous: null, results: made });
    expect([first.count, first.previous, first.results]).toEqual([7, null, made.slice(0, 3)]);
    expect(await walk<Comment>(ana, `comments/?ticket=${id}&page_size=3`)).toEqual(made);
    expect([third.next, third.results]).toEqual([null, made.slice(6)]);
    const second = ok(await ana.get<Page<Comment>>(third.previous ?? ""));
    expect(second.results).toEqual(made.slice(3, 6));
    expect(ok(await ana.get<Page<Comment>>(second.previous ?? ""))).toEqual({
      ...first,
      next: expect.any(String) as string,
    });
    expect(ok(await ana.get<Page<Comment>>(second.next ?? "")).results).toEqual(made.slice(6));
    expect(ok(await listed(id, "&page=9"))).toMatchObject({ next: null, results: [] });
  });

  it("names each that was there at the beginning once, while others come and go", async () => {
    const { id } = await aTicket(ana);
    const made = await Promise.all(Array.from({ length: 12 }, () => aComment(ana, id)));
    const doomed = new Set(made.filter((_, n) => n % 5 === 0).map((c) => c.id));
    const left = [...doomed];
    const seen = await walk<Comment>(ana, `comments/?ticket=${id}&page_size=3`, async () => {
      const gone = left.pop();
      await Promise.all([
        aComment(bob, id),
        gone && bob.get(`comments/${gone}/`),
        gone && ana.delete(`comments/${gone}/`),
      ]);
    });
    const ids = seen.map((c) => c.id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
    expect(made.filter((c) => !doomed.has(c.id) && !ids.includes(c.id))).toEqual([]);
  });

  it("has shorter pages where the texts are long", async () => {
    const { id } = await aTicket(ana);
    await Promise.all(Array.from({ length: 40 }, (_, n) => aComment(ana, id, "\u{1f642}".repeat(20_000 - n))));
    const page = ok(await listed(id, "&page_size=100"));

    expect(page.results.length).toBeLessThan(40);
    expect(await walk<Comment>(ana, `comments/?ticket=${id}&page_size=100`)).toHaveLength(40);
  });

  it("needs its ticket, and takes nothing else", async () => {
    const { id } = await aTicket(ana);

    refused(await ana.get("comments/"), 400, "ticket");
    refused(await listed(id, `&ticket=${id}`), 400, "ticket");
    refused(await listed(id, "&user=me"), 400, "user");
    for (const size of ["0", "101", "x"]) refused(await listed(id, `&page_size=${size}`), 400, "page_size");
    refused(await listed(id, "&page_size=100&page=11"), 400, "page");
    for (const unknown of ["nothing", `${ana.project}-999999`, ana.project]) refused(await listed(unknown), 404);
  });

  it("has cursors for one caller and one ticket", async () => {
    const [a, b] = [await aTicket(ana), await aTicket(ana)];
    for (let n = 0; n < 2; n++) await aComment(ana, a.id);
    const { next } = ok(await listed(a.id, "&page_size=1"));

    ok(await ana.get(next ?? ""));
    refused(await bob.get(next ?? ""), 400, "cursor");
    refused(await ana.get((next ?? "").replace(a.id, b.id)), 400, "cursor");
    refused(await listed(a.id, "&cursor=nonsense"), 400, "cursor");
    refused(await ana.get(`${next}&page=2`), 400, "page");
  });
});
