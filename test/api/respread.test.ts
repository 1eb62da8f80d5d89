import { describe, expect, it } from "vitest";
import { aPerson, aTicket, columnsOf, stackOf, type Ticket } from "../support/api.ts";
import { ok } from "../support/call.ts";
import { onTheTable } from "../support/table.ts";

/** Puts a ticket where only hundreds of moves into one gap would bring it. */
const plantRank = (project: string, number: number, rank: string) =>
  onTheTable("UpdateItem", {
    Key: { pk: { S: `t#${project.toLowerCase()}#${String(number).padStart(7, "0")}` }, sk: { S: "c" } },
    UpdateExpression: "SET gsi1sk = :rank",
    ExpressionAttributeValues: { ":rank": { S: rank } },
  });

describe("a rank that has grown long", () => {
  it("is replaced by short ones around it, in the same order, without a trace in history", async () => {
    const lead = await aPerson();
    const [todo] = await columnsOf(lead, lead.project);
    const tickets: Ticket[] = [];
    for (let i = 0; i < 4; i++) tickets.push(await aTicket(lead, { column: todo.id }));
    const [first, second, third, fourth] = tickets.map((t) => t.id);
    const long = `i0${"1".repeat(250)}`;
    await plantRank(lead.project, 1, `${long}1`);
    await plantRank(lead.project, 2, `${long}2`);

    ok(await lead.patch(`tickets/${fourth}/`, { after: first }));

    expect(await stackOf(lead, todo.id)).toEqual([first, fourth, second, third]);
    const ranks = await Promise.all(tickets.map(async (t) => ok(await lead.get<Ticket>(`tickets/${t.id}/`)).rank));
    expect(Math.max(...ranks.map((r) => r.length))).toBeLessThan(30);
    expect(ok(await lead.get<Ticket>(`tickets/${second}/`)).version).toBe(1);
  });
});
