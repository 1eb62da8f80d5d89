import type { Route } from "@tessera/core/kit/route";
import { routes } from "@tessera/core/routes";
import { scope, toCursor } from "@tessera/core/kit/cursor";
import * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import { aComment, aLink, anAttachment, aProject, aTicket, superuser, type Page } from "../support/api.ts";
import { base, call, ok, refused } from "../support/call.ts";
import { aWorld, guarded, type World } from "../support/routes.ts";
import { itemsWith } from "../support/table.ts";
import { aContact, aTag } from "../support/tags.ts";

/** Somebody who leads a project of their own tries to get at another's, by ids and cursors that they have put together. */

let mine: World;
let theirs: World;
let before: string[];

beforeAll(async () => {
  [mine, theirs] = await Promise.all([aWorld(), aWorld()]);
  before = await itemsWith(theirs.project);
});

/** A thing of one place, said to be in another: `demo.01…` of the one with the `01…` of the other. */
function crossed(place: string, thing: string): string {
  const [head, tail] = [place.split("."), thing.split(".")];
  return [...head.slice(0, 1), ...tail.slice(1)].join(".");
}

type Place = keyof World & ("column" | "tag" | "comment" | "attachment" | "link");
const composite: readonly Place[] = ["column", "tag", "comment", "attachment", "link"];

const mixed = (a: World, b: World): World => ({
  ...b,
  ...Object.fromEntries(composite.map((kind) => [kind, crossed(a[kind], b[kind])])),
});

/** My place with their thing in it, their place with mine, and of two things in a path one of each. */
const ways: readonly (readonly [string, () => World])[] = [
  ["my project with their thing", () => ({ ...mixed(mine, theirs), project: theirs.project, ticket: theirs.ticket })],
  ["their project with my thing", () => ({ ...mixed(theirs, mine), project: theirs.project, ticket: theirs.ticket })],
  ["mine first, theirs behind it", () => ({ ...theirs, project: mine.project, ticket: mine.ticket, tag: mine.tag })],
  [
    "theirs first, mine behind it",
    () => ({ ...mine, project: theirs.project, ticket: theirs.ticket, tag: theirs.tag }),
  ],
];

describe("an id that is put together of two projects'", () => {
  const places = guarded.filter(({ route, name }) => route.path.includes("{") && !name.startsWith("users."));

  it.each(places.map((door) => [door.name, door] as const))("opens nothing at %s", async (_, door) => {
    const own = door.path(mine);
    for (const [way, world] of ways) {
      const path = door.path(world());
      if (path === own) continue;
      const { status } = await call(door.method, path, { body: door.body, token: mine.lead.token });

      // Who may see a tag may not write it: of one's own tag a stranger's contact or person isn't even looked for.
      expect([way, path, status === 404 || (status === 403 && path.includes(mine.tag))]).toEqual([way, path, true]);
    }
  });

  it("can't be referred to", async () => {
    const { lead, project } = mine;
    const column = crossed(mine.column, theirs.column);

    for (const id of [theirs.column, column, crossed(theirs.column, mine.column)])
      refused(await lead.post("tickets/", { project, name: "x", column: id }), 400, "column");
    for (const field of ["parent", "before", "after"])
      refused(await lead.post("tickets/", { project, name: "x", [field]: theirs.ticket }), 400, field);
    refused(await lead.patch(`tickets/${mine.ticket}/`, { column }), 400, "column");
    refused(await lead.post("tickets/", { project, name: "x", assignee_ids: [theirs.lead.id] }), 400, "assignee_ids");
    refused(await lead.post(`tickets/${mine.ticket}/links/`, { type: "blocks", ticket: theirs.ticket }), 400, "ticket");
    refused(await lead.post("columns/reorder/", { project, order: [{ id: column, order: 0 }] }), 400);
  });

  it("finds nothing as a filter, and tells nothing of what that cost", async () => {
    for (const filter of [
      `column=${theirs.column}`,
      `column=${crossed(mine.column, theirs.column)}`,
      `tags=${theirs.tag}`,
      `tags=${crossed(mine.tag, theirs.tag)}`,
      `parent=${theirs.ticket}`,
      `assignee=${theirs.lead.id}`,
      `reporter=${theirs.lead.id}`,
      `search=${theirs.ticket}`,
    ]) {
      const answer = await mine.lead.get<Page<unknown>>(`tickets/?${filter}`);

      expect([filter, ok(answer).results, answer.body.next]).toEqual([filter, [], null]);
    }
  });
});

describe("a cursor that its bearer has written", () => {
  const lists = (): readonly (readonly [Route, string])[] => [
    ...["-created_at", "updated_at", "-priority_id", "name", "due_date"].map(
      (ordering) => [routes.tickets.list, `tickets/?page_size=1&project=${mine.project}&ordering=${ordering}`] as const,
    ),
    ...["-created_at", "-priority_id"].map(
      (ordering) => [routes.tickets.list, `tickets/?page_size=1&ordering=${ordering}`] as const,
    ),
    [routes.tickets.list, `tickets/?page_size=1&column=${mine.column}&ordering=rank`],
    [routes.tickets.activity, `tickets/${mine.ticket}/activity/?page_size=1`],
    [routes.comments.list, `comments/?page_size=1&ticket=${mine.ticket}`],
    [routes.attachments.list, `attachments/?page_size=1&ticket=${mine.ticket}`],
    [routes.links.list, `tickets/${mine.ticket}/links/?page_size=1`],
    [routes.columns.list, `columns/?page_size=1&project=${mine.project}`],
    [routes.projects.list, "projects/?page_size=1"],
    [routes.projects.members, `projects/${mine.project}/members/?page_size=1`],
    [routes.users.list, `users/?page_size=1&project=${mine.project}`],
    [routes.tags.list, `tags/?page_size=1&project=${mine.project}`],
    [routes.tags.contacts, `tags/${mine.tag}/contacts/?page_size=1`],
    [routes.tags.team, `tags/${mine.tag}/users/?page_size=1`],
    [routes.contacts.list, "contacts/?page_size=1"],
  ];

  type Mark = Readonly<Record<string, unknown>>;

  /** Other places that a mark could name: theirs, the ends of every list, what no key can hold. */
  function others(mark: Mark): Mark[] {
    const [ticket, own] = [theirs.ticket.toLowerCase(), theirs.comment.split(".")[1] ?? ""];
    const texts = ["", "~", "\u0000", "\ud800", "x".repeat(1050), "\u{10ffff}", theirs.project, ticket, own];
    const numbers = [-1, 0, 0.5, 1e21, Number.MAX_SAFE_INTEGER];
    return Object.entries(mark).flatMap(([name, value]) =>
      (typeof value === "string" ? texts : typeof value === "number" ? numbers : [!value]).map((one) => ({
        ...mark,
        [name]: one,
      })),
    );
  }

  beforeAll(async () => {
    const { lead, project, ticket, tag } = mine;
    await Promise.all([
      aComment(lead, ticket),
      anAttachment(lead, ticket),
      aLink(lead, ticket, (await aTicket(lead)).id, "causes"),
      aProject(lead),
      aTag(project, "Another tag"),
    ]);
    ok(await superuser.post(`tags/${tag}/users/`, { user_id: lead.id }), 201);
    ok(await superuser.post(`tags/${tag}/add_contact/`, { contact_id: (await aContact(lead)).id }), 201);
  });

  it("is refused, or leads to no other place than one's own lists, in each of them", async () => {
    const faults: unknown[] = [];
    const theirOwn = new RegExp([theirs.project, theirs.contact, theirs.lead.id, theirs.lead.username].join("|"), "i");
    let tried = 0;
    for (const [route, path] of lists()) {
      const next = new URL(ok(await mine.lead.get<Page<unknown>>(path)).next ?? "none", `http://x${base}`);
      const cursor = next.searchParams.get("cursor") ?? "";
      next.searchParams.delete("cursor");
      const query = v.parse(route.query ?? v.object({}), Object.fromEntries(next.searchParams)) as object;
      const mark = JSON.parse(Buffer.from(cursor.split(".")[0] ?? "", "base64url").toString()) as Mark;
      const seal = scope(mine.lead.id, next.pathname, query);
      expect([path, toCursor(seal, mark)]).toEqual([path, cursor]); // who can read our code can sign, too

      const outcomes = others(mark).map(async (other) => {
        const address = new URL(next);
        address.searchParams.set("cursor", toCursor(seal, other));
        const { status, body } = await mine.lead.get<Page<unknown>>(`${address.pathname}${address.search}`);
        tried += 1;
        if (![200, 400].includes(status) || (status === 200 && theirOwn.test(JSON.stringify(body.results))))
          faults.push([path, other, status]);
      });
      await Promise.all(outcomes);
    }

    expect(tried).toBeGreaterThan(200);
    expect(faults).toEqual([]);
  });

  it("of somebody else's is no good, whatever it names", async () => {
    const page = ok(await theirs.lead.get<Page<unknown>>(`tickets/?page_size=1`));
    const cursor = new URL(page.next ?? "", `http://x${base}`).searchParams.get("cursor") ?? "";

    refused(await mine.lead.get(`tickets/?page_size=1&cursor=${cursor}`), 400, "cursor");
    refused(await mine.lead.get(`columns/?page_size=1&cursor=${cursor}`), 400, "cursor");
  });
});

describe("after all of this", () => {
  it("the other project is as it was", async () => {
    expect(before.length).toBeGreaterThan(5);
    expect(await itemsWith(theirs.project)).toEqual(before);
  });
});
