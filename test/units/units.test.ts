import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { itemSize, keyOf, writeUnits, type Item } from "./capacity.ts";

/** The figures of docs/access-patterns.md, measured on the table itself. */
let cloud: Cloud;
let data: string;
let token = "";
let me = "";
let columns: string[] = [];

type Body = Record<string, unknown>;

async function call(
  method: string,
  at: string,
  body?: Body,
): Promise<{ status: number; body: Body; calls: number; reads: number }> {
  const response = await fetch(`${cloud.url}/api/tickets/${at}`, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const reads = Number(/r=([\d.]+)/.exec(response.headers.get("x-capacity-units") ?? "")?.[1]);
  const calls = Number(/(\d+) calls/.exec(response.headers.get("server-timing") ?? "")?.[1]);
  return { status: response.status, body: text ? (JSON.parse(text) as Body) : {}, calls, reads };
}

async function dump(): Promise<Item[]> {
  const answer = await cloud.dynamodb.call("Scan", { TableName: cloud.dynamodb.tableName });
  return answer.Items as unknown as Item[]; // DynamoDB's own JSON
}

/** The units of one request; the number's update and the claim on a key stand outside the transaction. */
async function cost(request: () => Promise<{ status: number }>, checks = 1): Promise<number> {
  const before = await dump();
  const { status } = await request();
  expect(status).toBeLessThan(300);
  return writeUnits(before, await dump(), { checks, plain: (key) => key === "p#units|a" });
}

const create = (more: Body = {}) =>
  call("POST", "tickets/", { project: "UNITS", name: "Give the export a progress bar that tells the truth", ...more });

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), "tessera-units-"));
  cloud = await startCloud({ assembly: "cdk.out", data, inMemory: true, throttle: false });
  const registered = await call("POST", "auth/register/", {
    username: "una",
    email: "una@example.com",
    password: "one two three",
    project_key: "UNITS",
  });
  token = (registered.body.tokens as { access: string }).access;
  me = (registered.body.user as { id: string }).id;
  const listed = await call("GET", "columns/?project=UNITS");
  columns = (listed.body.results as { id: string }[]).map((c) => c.id);
  for (let i = 0; i < 3; i++) await create();
});

afterAll(async () => {
  await cloud.stop();
  rmSync(data, { recursive: true, force: true });
});

describe("Write units", () => {
  it("are at most 26 for a bare ticket", async () => {
    expect(await cost(() => create())).toBeLessThanOrEqual(26);
  });

  it("are at most 45 for a ticket with an assignee and a description of 2 KB", async () => {
    expect(
      await cost(() => create({ assignee_ids: [me], description: "A sentence of the text. ".repeat(85) })),
    ).toBeLessThanOrEqual(45);
  });

  it("are at most 12 for a move within a column", async () => {
    expect(await cost(() => call("PATCH", "tickets/UNITS-1/", { column: columns[0] }))).toBeLessThanOrEqual(12);
  });

  it("are at most 22 for a move to another column", async () => {
    expect(await cost(() => call("PATCH", "tickets/UNITS-1/", { column: columns[2] }))).toBeLessThanOrEqual(22);
  });

  it.each([
    ["name", { name: "Give the import a progress bar that tells the truth" }, 14],
    ["priority", { priority_id: 4 }, 14],
    ["first due date", { due_date: "2026-12-01" }, 14],
    ["description", { description: "Another sentence of it. ".repeat(85) }, 24],
    ["assignees", { assignee_ids: [] }, 24],
  ])("of an edit of the %s stay within the goal", async (_, body, goal) => {
    const { body: ticket } = await create({ assignee_ids: [me] });
    expect(await cost(() => call("PATCH", `tickets/${String(ticket.id)}/`, body))).toBeLessThanOrEqual(goal);
  });

  it("are none for an edit that changes nothing", async () => {
    expect(await cost(() => call("PATCH", "tickets/UNITS-2/", { priority_id: 2 }), 0)).toBe(0);
  });
});

describe("Sizes", () => {
  it("of a card with two assignees' and two tags' worth of text stay under 1 KB, of an event too", async () => {
    await create({ assignee_ids: [me], due_date: "2026-12-24", start_date: "2026-12-01", parent: "UNITS-2" });
    const items = await dump();
    const card = items.filter((i) => keyOf(i).endsWith("|c")).toSorted((a, b) => itemSize(b) - itemSize(a))[0] ?? {};
    const event = items.filter((i) => keyOf(i).startsWith("t#") && i.sk?.S?.toString().startsWith("e#")).map(itemSize);
    const secondPersonAndTwoTags = 37 + 2 * (36 + 36 + 31 + 15);
    expect(itemSize(card) + secondPersonAndTwoTags).toBeLessThanOrEqual(1024);
    expect(Math.max(...event)).toBeLessThanOrEqual(1024);
  });
});

describe("Read units", () => {
  it("of who am I, a ticket and the board stay within their goals", async () => {
    const [whoami, ticket, board] = [
      await call("GET", "auth/me/"),
      await call("GET", "tickets/UNITS-1/"),
      await call("GET", "projects/UNITS/board/"),
    ];
    expect(whoami.reads).toBeLessThanOrEqual(3);
    expect(ticket.reads).toBeLessThanOrEqual(8);
    expect(board.reads).toBeLessThanOrEqual(40);
  });
});
