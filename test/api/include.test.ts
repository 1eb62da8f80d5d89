import { beforeAll, describe, expect, it } from "vitest";
import {
  aComment,
  aLink,
  aMember,
  aPerson,
  aTicket,
  superuser,
  type Page,
  type Person,
  type Ticket,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

type With = Ticket & Record<"comments" | "activity" | "links", Page<unknown> | undefined>;

let ana: Person;
let bob: Person;
let id: string;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
  id = (await aTicket(ana)).id;
  for (let n = 0; n < 22; n++) await aComment(n % 2 ? bob : superuser, id, `Comment ${n}`);
  await aLink(ana, id, (await aTicket(ana)).id);
});

const get = async (include: string, person = ana): Promise<With> =>
  ok(await person.get<With>(`tickets/${id}/?include=${include}`));
const list = async (path: string, person = ana): Promise<unknown> => ok(await person.get(path));

describe("a ticket with `include`", () => {
  it("brings the first page of each, as its own list has it", async () => {
    for (const person of [ana, bob]) {
      const { comments, activity, links, ...ticket } = await get("comments,activity,links", person);

      expect(ticket).toEqual(await list(`tickets/${id}/`, person));
      expect(comments).toEqual(await list(`comments/?ticket=${id}`, person));
      expect(activity).toEqual(await list(`tickets/${id}/activity/`, person));
      expect(links).toEqual(await list(`tickets/${id}/links/`, person));
      expect([comments?.count, comments?.results.length, links?.count]).toEqual([22, 20, 1]);
    }
  });

  it("goes on where the page ends", async () => {
    const { comments, activity } = await get("comments,activity");

    expect(ok(await ana.get<Page<unknown>>(comments?.next ?? "")).results).toHaveLength(2);
    expect(ok(await ana.get<Page<unknown>>(activity?.next ?? "")).results).toHaveLength(4);
  });

  it("has nothing but what was asked for", async () => {
    const ticket = Object.keys(ok(await ana.get<Ticket>(`tickets/${id}/`)));

    expect(Object.keys(await get("links"))).toEqual([...ticket, "links"]);
    expect(Object.keys(await get("links,links,activity"))).toEqual([...ticket, "activity", "links"]);
  });

  it("knows no other word, and is for one ticket only", async () => {
    for (const word of ["nothing", "comments,", "comments,nothing", "comments;links"])
      refused(await ana.get(`tickets/${id}/?include=${encodeURIComponent(word)}`), 400, "include");
    refused(await ana.get(`tickets/${id}/?include=`), 400, "include");
    refused(await ana.get(`tickets/${id}/?include=links&include=comments`), 400, "include");
    refused(await ana.get("tickets/?include=comments"), 400, "include");
  });

  it("is as hidden as the ticket", async () => {
    const stranger = await aPerson();

    refused(await stranger.get(`tickets/${id}/?include=comments`), 404);
    refused(await ana.get(`tickets/${ana.project}-999999/?include=comments,links`), 404);
  });

  it("has a tag that tells of all of it", async () => {
    const path = `tickets/${id}/?include=comments`;
    const tag = (await ana.get(path)).headers.get("etag") ?? "";
    expect((await ana.get(path, { "if-none-match": tag })).status).toBe(304);
    const [first] = ok(await ana.get<Page<{ id: string }>>(`comments/?ticket=${id}`)).results;
    ok(await superuser.patch(`comments/${first?.id}/`, { content: "Edited" }));

    const after = await ana.get(path, { "if-none-match": tag });
    expect([after.status, after.headers.get("etag")?.split(".")[0]]).toEqual([200, tag.split(".")[0]]);
  });
});
