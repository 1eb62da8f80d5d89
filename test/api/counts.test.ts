import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { TicketCounts } from "@tessera/core/ticket/counts.schema";
import { aMember, aPerson, aProject, aTicket, columnsOf, superuser, walk } from "../support/api.ts";
import type { Card, Caller, Person } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let bob: Person;
let stranger: Person;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
});

const countsOf = async (who: Caller, query = ""): Promise<TicketCounts> =>
  ok(await who.get<TicketCounts>(`tickets/counts/${query}`));

/** The same from the list itself. */
const counted = (cards: readonly Card[], me: string, today: string): TicketCounts => {
  const n = (is: (card: Card) => boolean): number => cards.filter(is).length;
  return {
    total: cards.length,
    unassigned: n((c) => c.assignee_ids.length === 0),
    assigned_to_me: n((c) => c.assignee_ids.includes(me)),
    new: n((c) => c.status === "new"),
    in_progress: n((c) => c.status === "in_progress"),
    review: n((c) => c.status === "review"),
    done: n((c) => c.status === "done"),
    critical: n((c) => c.priority_id === 4 && c.status !== "done"),
    overdue: n((c) => c.due_date !== null && c.due_date < today && c.status !== "done"),
  };
};

const dayIn = (timeZone: string, shift = 0): string =>
  new Date(Date.now() + shift * 86_400_000).toLocaleDateString("sv", { timeZone });

describe("the counts of tickets", () => {
  it("are what the list holds, whatever has happened to the tickets", async () => {
    const { key } = await aProject(ana, { member_usernames: [bob.username] });
    const columns = await columnsOf(ana, key);
    const wish = fc.record({
      status: fc.constantFrom("new", "in_progress", "review", "done"),
      priority_id: fc.constantFrom(1, 2, 4),
      assignee_ids: fc.subarray([ana.id, bob.id]),
      due_date: fc.constantFrom(null, "2020-02-29", dayIn("UTC", -1), dayIn("UTC"), dayIn("UTC", 1), "2030-01-01"),
      column: fc.constantFrom(...columns.map(({ id }) => id)),
    });
    const changes = fc.sample(fc.tuple(wish, wish, fc.nat(9)), { numRuns: 12, seed: 20261122 });

    for (const [made, changed, dice] of changes) {
      const { id } = await aTicket(ana, { project: key, ...made });
      if (dice > 2) ok(await ana.patch(`tickets/${id}/`, changed));
      if (dice > 7) ok(await ana.delete(`tickets/${id}/`), 204);
    }
    for (const who of [ana, bob]) {
      const cards = await walk<Card>(who, `tickets/?project=${key}`);
      expect(await countsOf(who, `?project=${key}`)).toEqual(counted(cards, who.id, dayIn("UTC")));
    }
  });

  it("without a project are those of all projects that the caller belongs to", async () => {
    const carol = await aPerson();
    ok(await ana.post(`projects/${ana.project}/members/`, { username: carol.username }), 201);
    await aTicket(carol, { priority_id: 4, due_date: "2020-01-01" });
    await aTicket(ana, { assignee_ids: [carol.id], status: "review" });
    const cards = await walk<Card>(carol, "tickets/?page_size=100");
    const all = await countsOf(carol);

    expect(all).toEqual(counted(cards, carol.id, dayIn("UTC")));
    expect(all).toMatchObject({ assigned_to_me: 1, overdue: 1 });
    expect((await countsOf(superuser)).total).toBeGreaterThanOrEqual(all.total);
    ok(await ana.delete(`projects/${ana.project}/members/${carol.id}/`), 204);
    expect(await countsOf(carol)).toMatchObject({ total: 1, assigned_to_me: 0 });
  });

  it("tell what is overdue by the day it is in the caller's zone", async () => {
    const { key } = await aProject(ana);
    const [east, west] = ["Pacific/Kiritimati", "Pacific/Niue"]; // 25 hours apart: it is never the same day
    await aTicket(ana, { project: key, due_date: dayIn(west) });

    expect(await countsOf(ana, `?project=${key}&tz=${encodeURIComponent(east)}`)).toMatchObject({ overdue: 1 });
    expect(await countsOf(ana, `?project=${key}&tz=${encodeURIComponent(west)}`)).toMatchObject({ overdue: 0 });
  });

  it("refuse a zone that isn't one, and projects of others", async () => {
    for (const tz of ["Mars/Olympus", "+01:00", "x", "Europe%2FBerlin%00"])
      refused(await ana.get(`tickets/counts/?tz=${tz}`), 400, "tz");
    for (const project of [ana.project, "ZZZZZZZZZZ"])
      refused(await stranger.get(`tickets/counts/?project=${project}`), 404);
    expect(await countsOf(stranger)).toMatchObject({ total: 0 });
  });

  it("of a deleted project are gone", async () => {
    const { key } = await aProject(stranger);
    await aTicket(stranger, { project: key });
    expect((await countsOf(stranger)).total).toBe(1);
    ok(await stranger.delete(`projects/${key}/`), 204);

    expect((await countsOf(stranger)).total).toBe(0);
    refused(await stranger.get(`tickets/counts/?project=${key}`), 404);
  });

  it("cost no more than two reads, and two for each project", async () => {
    const { headers } = await ana.get("tickets/counts/");
    const reads = Number(/r=([\d.]+)/.exec(headers.get("x-capacity-units") ?? "")?.[1]);
    const { count } = ok(await ana.get<{ count: number }>("projects/"));

    expect(reads).toBeLessThanOrEqual(2 + 2 * count);
  });
});
