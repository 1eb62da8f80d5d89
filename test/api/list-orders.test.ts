import { beforeAll, describe, expect, it } from "vitest";
import {
  aMember,
  aPerson,
  aProject,
  aTicket,
  columnsOf,
  superuser,
  walk,
  type Card,
  type Page,
  type Person,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
/** The same tickets in two projects of hers. */
let other: string;

const names = ["Zebra", "apple", "Äpfel", "apple", "🦕 dino", "ｆullwidth", "Straße", "apple", "zulu", "Ångström"];
const days = ["2026-05-01", null, "2026-05-01", "2025-01-01", null, "2026-05-01", "2026-05-01", "2027-01-01", null, "2026-05-01"]; // prettier-ignore

beforeAll(async () => {
  ana = await aPerson();
  other = (await aProject(ana)).key;
  for (const [i, name] of names.entries())
    for (const project of [ana.project, other])
      await aTicket(ana, { name, project, due_date: days[i], priority_id: 1 + (i % 4) });
  for (const { id } of (await walk<Card>(ana, "tickets/?page_size=100")).slice(4, 9))
    ok(await ana.patch(`tickets/${id}/`, { importance: "high" }));
});

const bytes = (s: string): Buffer => Buffer.from(s);
const folded = (card: Card): string => [...card.name.normalize("NFKC").toLowerCase()].slice(0, 200).join("");
/** Ascending; code points compare as their UTF-8 does. */
const comparators: Record<string, (x: Card, y: Card) => number> = {
  created_at: (x, y) => Buffer.compare(bytes(x.created_at), bytes(y.created_at)),
  updated_at: (x, y) => Buffer.compare(bytes(x.updated_at), bytes(y.updated_at)),
  priority_id: (x, y) => x.priority_id - y.priority_id,
  name: (x, y) => Buffer.compare(bytes(folded(x)), bytes(folded(y))),
  due_date: (x, y) => Buffer.compare(bytes(x.due_date ?? ""), bytes(y.due_date ?? "")),
};

/** The contract's order: by value, then project key and number, in the direction of the ordering; nulls last. */
function inOrder(cards: readonly Card[], ordering: string): string[] {
  const [field, sign] = [ordering.replace("-", ""), ordering.startsWith("-") ? -1 : 1];
  const ties = (x: Card, y: Card) => Buffer.compare(bytes(x.project), bytes(y.project)) || x.number - y.number;
  const compare = (x: Card, y: Card) => {
    if (field === "due_date" && (x.due_date === null) !== (y.due_date === null)) return x.due_date === null ? 1 : -1;
    return sign * (comparators[field]?.(x, y) || ties(x, y));
  };
  return cards.toSorted(compare).map(({ id }) => id);
}

const orderings = Object.keys(comparators).flatMap((field) => [field, `-${field}`]);
const ids = (cards: readonly Card[]): string[] => cards.map(({ id }) => id);

describe("an ordering", () => {
  it.each(orderings)("%s holds over all pages, in one project and over several", async (ordering) => {
    for (const [scope, size] of [
      [`project=${other}`, 3],
      ["created_after=2020-01-01", 7],
    ] as const) {
      const all = await walk<Card>(ana, `tickets/?${scope}&page_size=100`);
      const walked = await walk<Card>(ana, `tickets/?${scope}&ordering=${ordering}&page_size=${size}`);
      expect(ids(walked)).toEqual(inOrder(all, ordering));
    }
  });

  it.each(orderings)("%s holds with filters", async (ordering) => {
    const all = await walk<Card>(ana, "tickets/?page_size=100&importance=high");
    const some = await walk<Card>(ana, `tickets/?importance=high&ordering=${ordering}&page_size=2`);
    const due = await walk<Card>(ana, `tickets/?due_after=2026-01-01&priority_id=1,2&ordering=${ordering}&page_size=2`);

    expect(ids(some)).toEqual(inOrder(all, ordering));
    expect(ids(due)).toEqual(inOrder(due, ordering));
    expect(due.length).toBeGreaterThan(2);
  });

  it.each(orderings)("%s goes back as it came", async (ordering) => {
    const path = `tickets/?ordering=${ordering}&page_size=6`;
    const pages: Page<Card>[] = [];
    for (let next: string | null = path; next !== null; next = pages.at(-1)?.next ?? null)
      pages.push(ok(await ana.get<Page<Card>>(next)));
    expect(pages[0]?.previous).toBeNull();

    let at = pages.at(-1);
    for (const expected of pages.slice(0, -1).reverse()) {
      at = ok(await ana.get<Page<Card>>(at?.previous ?? ""));
      expect(ids(at.results)).toEqual(ids(expected.results));
    }
    expect(at?.previous).toBeNull();
    expect(ids(ok(await ana.get<Page<Card>>(at?.next ?? "")).results)).toEqual(ids(pages[1]?.results ?? []));
  });

  it("of names looks at the first 200 characters", async () => {
    const cleo = await aPerson();
    const long = "x".repeat(200);
    const made = [await aTicket(cleo, { name: `${long}b` }), await aTicket(cleo, { name: `${long}a` })];

    expect(ids(await walk<Card>(cleo, "tickets/?ordering=name"))).toEqual(made.map(({ id }) => id));
  });

  it("of names takes any character", async () => {
    const cleo = await aPerson();
    for (const name of ["a\u0001b", "a", "a\u0001", "a#b", "a\u{10ffff}", "a~", "a b"]) await aTicket(cleo, { name });
    const all = await walk<Card>(cleo, "tickets/?page_size=100");

    for (const ordering of ["name", "-name"])
      expect(ids(await walk<Card>(cleo, `tickets/?ordering=${ordering}&page_size=1`))).toEqual(inOrder(all, ordering));
  });

  it("is the newest first unless said otherwise", async () => {
    const all = await walk<Card>(ana, "tickets/?page_size=100");

    expect(ids(all)).toEqual(inOrder(all, "-created_at"));
  });
});

describe("rank", () => {
  it("orders a column from top to bottom and back", async () => {
    const cleo = await aPerson();
    const [todo] = await columnsOf(cleo, cleo.project);
    const a = await aTicket(cleo);
    const b = await aTicket(cleo, { before: a.id });
    const c = await aTicket(cleo, { after: b.id, before: a.id });
    const path = `tickets/?column=${todo.id}&page_size=2&ordering=`;

    expect(ids(await walk<Card>(cleo, `${path}rank`))).toEqual([b.id, c.id, a.id]);
    expect(ids(await walk<Card>(cleo, `${path}-rank`))).toEqual([a.id, c.id, b.id]);
  });

  it("needs a column", async () => {
    refused(await ana.get("tickets/?ordering=rank"), 400, "ordering");
    refused(await ana.get(`tickets/?ordering=-rank&project=${other}`), 400, "ordering");
  });
});

describe("a superuser's list", () => {
  it("has every ordering within a project, and by creation over all", async () => {
    for (const ordering of orderings) ok(await superuser.get(`tickets/?project=${other}&ordering=${ordering}`));
    for (const ordering of ["created_at", "-created_at"]) ok(await superuser.get(`tickets/?ordering=${ordering}`));
  });

  it("has the newest of all first", async () => {
    const bob = await aMember(ana);
    const { id } = await aTicket(bob);
    const { results } = ok(await superuser.get<Page<Card>>("tickets/?page_size=100"));

    expect(ids(results)).toContain(id);
    const at = results.map(({ created_at }) => created_at);
    expect(at).toEqual(at.toSorted().reverse());
  });
});
