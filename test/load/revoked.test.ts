import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "./client.ts";
import { writes, type Act, type Kind } from "./faulty.ts";
import { columnKinds, projectKinds, ticketKinds } from "./kinds.ts";
import { readTable } from "./table.ts";
import { expectStatus, startWorld, type World } from "./world.ts";

/**
 * Permission is read before a write and stands in the write as a condition, too. Here it ends between the two: the
 * write waits at DynamoDB's door until whoever sent it has left the project.
 */
const project = "TEAM";
let world: World;
let lead: Client;
let member: Client;
let kinds: readonly Kind[];

beforeAll(async () => {
  world = await startWorld();
  [lead, member] = await Promise.all([world.register("lead"), world.register("member")]);
  expectStatus(await lead.post("projects/", { key: project, name: "Team", member_usernames: ["member"] }), 201);
  const { results } = expectStatus(await lead.get(`columns/?project=${project}`), 200).body as {
    results: { id: string }[];
  };
  const columns = results.map((column) => column.id);
  kinds = [
    ...ticketKinds(lead, member, project, columns),
    ...columnKinds(lead, project, columns),
    ...projectKinds(lead, member, project),
  ];
});

afterAll(() => world.stop());

/** Makes somebody `role` in a project, past the API, whose own write would be in the way. */
async function become(who: Client, key: string, role: string): Promise<void> {
  const { dynamodb } = world.cloud;
  await dynamodb.call("UpdateItem", {
    TableName: dynamodb.tableName,
    Key: { pk: { S: `p#${key.toLowerCase()}` }, sk: { S: `m#${who.me.id}` } },
    UpdateExpression: "SET #role = :role",
    ExpressionAttributeNames: { "#role": "role" },
    ExpressionAttributeValues: { ":role": { S: role } },
  });
}

/** The project that a write is about: where it makes one of its own, that one. */
const scopeOf = ({ path }: Act): string => /^projects\/(\w+)\/$/.exec(path)?.[1] ?? project;

async function interrupted(kind: Kind, role: string) {
  const act = await kind.prepare();
  const scope = scopeOf(act);
  let waited = false;
  const remedy = world.cloud.faults.add({
    effect: "meanwhile",
    actions: writes,
    nth: 1,
    ...(kind.function && { function: kind.function }),
    run: async () => {
      waited = true;
      await become(act.client, scope, role);
    },
  });
  const answer = await act.client.send(act.method, act.path, act.body);
  remedy();
  await become(act.client, scope, act.client === lead ? "lead" : "member");
  const events = (await readTable(world.cloud)).filter((i) => i._e === "event" && i.request_id === answer.requestId);
  return { waited, status: answer.status, events: events.length };
}

describe("A write whose author leaves the project while it is under way", () => {
  it.each([
    ["create a ticket", 400],
    ["edit a ticket", 404],
    ["move a ticket", 404],
    ["delete a ticket", 404],
    ["follow a ticket", 404],
    ["create a column", 400],
    ["change a column", 404],
    ["reorder columns", 400],
    ["delete a column", 404],
    ["empty and delete a column", 404],
    ["change a project", 404],
    ["delete a project", 404],
    ["add a member", 404],
    ["make a member lead", 404],
    ["remove a member", 404],
    ["leave a project", 404],
  ])("is refused as if they had never been there: %s", async (name, status) => {
    const kind = kinds.find((one) => one.name === name)!;

    expect(await interrupted(kind, "former")).toEqual({ waited: true, status, events: 0 });
  });
});

describe("A write that needs a lead who stops being one while it is under way", () => {
  it.each([
    "create a column",
    "change a column",
    "reorder columns",
    "delete a column",
    "empty and delete a column",
    "change a project",
    "delete a project",
    "add a member",
    "make a member lead",
    "remove a member",
  ])("is forbidden: %s", async (name) => {
    const kind = kinds.find((one) => one.name === name)!;

    expect(await interrupted(kind, "member")).toEqual({ waited: true, status: 403, events: 0 });
  });
});
