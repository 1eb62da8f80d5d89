import { beforeAll, describe, expect, it } from "vitest";
import {
  aMember,
  aPerson,
  aProject,
  aTicket,
  walk,
  type Card,
  type Page,
  type Person,
  type Ticket,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let bob: Person;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
  for (let i = 0; i < 7; i++) await aTicket(ana, { name: `No ${i}`, priority_id: 1 + (i % 2) });
});

const page = async (query: string, person = ana): Promise<Page<Card>> =>
  ok(await person.get<Page<Card>>(`tickets/?project=${ana.project}&${query}`));
const ids = ({ results }: Page<Card>): string[] => results.map(({ id }) => id);

describe("a page", () => {
  it("has 20 unless told otherwise, and 100 at most", async () => {
    const { key } = await aProject(ana);
    for (let i = 0; i < 21; i++) await aTicket(ana, { project: key });
    const first = ok(await ana.get<Page<Card>>(`tickets/?project=${key}`));

    expect(first.results).toHaveLength(20);
    expect(ok(await ana.get<Page<Card>>(first.next ?? "")).results).toHaveLength(1);
    expect(ok(await ana.get<Page<Card>>(`tickets/?project=${key}&page_size=100`)).results).toHaveLength(21);
    for (const size of ["0", "101", "-5", "1e1", "x", "9999999999"])
      refused(await ana.get(`tickets/?page_size=${size}`), 400, "page_size");
  });

  it("is found by its number, too", async () => {
    const all = ids(await page("page_size=100"));
    const [first, second, third] = [await page("page_size=3&page=1"), await page("page_size=3&page=2"), await page("page_size=3&page=3")]; // prettier-ignore

    expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(all);
    expect([first.count, second.count, third.count]).toEqual([7, 7, 7]);
    expect([first.previous, third.next]).toEqual([null, null]);
    expect(ids(ok(await ana.get<Page<Card>>(second.next ?? "")))).toEqual(ids(third));
    expect(ids(ok(await ana.get<Page<Card>>(second.previous ?? "")))).toEqual(ids(first));
  });

  it("beyond the data is empty, beyond 1,000 results a 400 that names the cursor", async () => {
    expect(await page("page_size=3&page=4")).toMatchObject({ count: 7, next: null, results: [] });
    expect(await page("page_size=100&page=10")).toMatchObject({ results: [], next: null });
    expect(await page("page_size=1&page=1000")).toMatchObject({ results: [] });
    for (const query of ["page_size=100&page=11", "page=51", "page_size=1&page=1001", "page=999999"])
      expect(refused(await ana.get(`tickets/?${query}`), 400, "page").detail).toContain("cursor");
    for (const number of ["0", "-1", "x", "1.5"]) refused(await ana.get(`tickets/?page=${number}`), 400, "page");
  });

  it("says that there is none before the first, none after the last", async () => {
    const first = await page("page_size=4");
    const last = ok(await ana.get<Page<Card>>(first.next ?? ""));

    expect([first.previous, last.next]).toEqual([null, null]);
    expect(first.next).toMatch(/^(https?:\/\/[^/]+)?\/api\/tickets\/tickets\/?\?/);
    expect(await page("page_size=7")).toMatchObject({ next: null });
  });
});

describe("a cursor", () => {
  it("keeps its query, also repeated and encoded parameters", async () => {
    const query = "priority_id=1,2&type=task,bug&due_after=2020-01-01&created_after=2020-01-01T00:00:00%2B01:00";
    const dated = await aProject(ana);
    for (let i = 0; i < 3; i++) await aTicket(ana, { project: dated.key, due_date: "2026-01-01" });

    expect(await walk<Card>(ana, `tickets/?project=${dated.key}&page_size=1&${query}`)).toHaveLength(3);
  });

  it("is bound to its query", async () => {
    const { next } = await page("page_size=2&status=new");
    const cursor = new URL(next ?? "", "http://x").searchParams.get("cursor") ?? "";
    const with_ = (query: string) => ana.get(`tickets/?cursor=${encodeURIComponent(cursor)}&page_size=2${query}`);

    ok(await with_(`&project=${ana.project}&status=new`));
    for (const query of ["", "&status=new", `&project=${ana.project}`, `&project=${ana.project}&status=done`])
      refused(await with_(query), 400, "cursor");
    refused(await with_(`&project=${ana.project}&status=new&ordering=name`), 400, "cursor");
    refused(await ana.get(`projects/?cursor=${encodeURIComponent(cursor)}`), 400, "cursor");
    refused(await ana.get(`tickets/${ana.project}-1/activity/?cursor=${encodeURIComponent(cursor)}`), 400, "cursor");
  });

  it("is bound to its caller", async () => {
    const { next } = await page("page_size=2");

    refused(await bob.get(next ?? ""), 400, "cursor");
    ok(await ana.get(next ?? ""));
  });

  it("is refused when it was tampered with", async () => {
    const next = (await page("page_size=2")).next ?? "";
    const cursor = new URL(next, "http://x").searchParams.get("cursor") ?? "";
    const rest = next.replace(encodeURIComponent(cursor), "");
    expect(rest).not.toBe(next);
    const flipped = cursor.startsWith("A") ? `B${cursor.slice(1)}` : `A${cursor.slice(1)}`;

    for (const bad of [
      flipped,
      cursor.slice(0, -1),
      `${cursor}A`,
      cursor.split(".")[0] ?? "",
      "x".repeat(3000),
      "..",
      "%",
    ])
      refused(await ana.get(rest + encodeURIComponent(bad)), 400, "cursor");
  });

  it("brings every item exactly once while others make and delete tickets", async () => {
    const { key } = await aProject(ana, { member_usernames: [bob.username] });
    const kept: string[] = [];
    const doomed: string[] = [];
    for (let i = 0; i < 12; i++)
      (i % 3 ? kept : doomed).push((await aTicket(ana, { project: key, name: `N${i % 5}` })).id);

    for (const ordering of ["created_at", "-created_at", "name", "-due_date"]) {
      const extra: string[] = [];
      const seen = await walk<Card>(ana, `tickets/?project=${key}&ordering=${ordering}&page_size=2`, async () => {
        extra.push((await aTicket(bob, { project: key, name: `N${extra.length % 5}` })).id);
        const victim = ordering === "created_at" ? doomed.pop() : extra.length > 2 ? extra.shift() : undefined;
        if (victim) ok(await ana.delete(`tickets/${victim}/`), 204);
        if (extra.length > 30) throw new Error("the list has no end");
      });
      const counted = seen.map(({ id }) => id);
      expect(counted.filter((id) => kept.includes(id)).sort()).toEqual([...kept].sort());
      expect(new Set(counted).size).toBe(counted.length);
      for (const id of extra) ok(await ana.delete(`tickets/${id}/`), 204);
    }
  });

  it("goes on when the ticket where it stands is deleted", async () => {
    const { key } = await aProject(ana);
    const all: Ticket[] = [];
    for (let i = 0; i < 5; i++) all.push(await aTicket(ana, { project: key }));
    const first = ok(await ana.get<Page<Card>>(`tickets/?project=${key}&ordering=created_at&page_size=2`));
    for (const { id } of first.results) ok(await ana.delete(`tickets/${id}/`), 204);

    const second = ok(await ana.get<Page<Card>>(first.next ?? ""));
    expect(ids(second)).toEqual(all.slice(2, 4).map(({ id }) => id));
    const back = ok(await ana.get<Page<Card>>(second.previous ?? ""));
    expect(back.results).toEqual([]);
    expect(ids(ok(await ana.get<Page<Card>>(back.next ?? "")))).toEqual(ids(second));
  });
});

describe("a page by number and by cursor at once", () => {
  it("is refused by every list", async () => {
    const person = await aPerson();
    const ticket = await aTicket(person);

    for (const list of ["tickets/", "projects/", "columns/", "users/", `tickets/${ticket.id}/activity/`])
      refused(await person.get(`${list}?page=1&cursor=e30.e30`), 400, "page");
  });
});
