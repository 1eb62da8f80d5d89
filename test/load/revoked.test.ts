import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, Client } from "./client.ts";
import { writes, type Act, type Kind } from "./faulty.ts";
import { columnKinds, projectKinds, talkKinds, ticketKinds } from "./kinds.ts";
import { readTable } from "./table.ts";
import { aSuperuser, expectStatus, startWorld, type World } from "./world.ts";

/**
 * Permission is read before a write and stands in the write as a condition, too. Here it ends between the two: the
 * write waits at DynamoDB's door until whoever sent it has left the project.
 */
const project = "TEAM";
let world: World;
let lead: Client;
let member: Client;
let boss: Client;
let kinds: readonly Kind[];

beforeAll(async () => {
  world = await startWorld();
  [lead, member] = await Promise.all([world.register("lead"), world.register("member")]);
  expectStatus(await lead.post("projects/", { key: project, name: "Team", member_usernames: ["member"] }), 201);
  const { results } = expectStatus(await lead.get(`columns/?project=${project}`), 200).body as {
    results: { id: string }[];
  };
  const columns = results.map((column) => column.id);
  boss = await aSuperuser(world, "boss");
  kinds = [
    ...talkKinds(lead, member, project),
    ...fileKinds(),
    ...tagKinds(),
    ...ticketKinds(lead, member, project, columns),
    ...columnKinds(lead, project, columns),
    ...projectKinds(lead, member, project),
  ];
});

afterAll(() => world.stop());

const idOf = (answer: Answer): string => (expectStatus(answer, 200, 201).body as { id: string }).id;
const done: Act["done"] = async () => true; // here nothing is ever done
const act = (client: Client, method: Act["method"], path: string, body?: object): Act => ({
  client,
  method,
  path,
  body,
  success: 0,
  done,
});

/** Files, announced and deleted. */
function fileKinds(): Kind[] {
  const ticket = async () => idOf(await lead.post("tickets/", { project, name: "With a file" }));
  const announcement = async () => ({ ticket: await ticket(), filename: "a.txt", content_type: "text/plain", size: 5 });
  const kind = (name: string, prepare: Kind["prepare"]): Kind => ({
    name,
    function: "Attachments",
    events: 0,
    prepare,
  });
  return [
    kind("attach a file", async () => act(member, "POST", "attachments/", await announcement())),
    kind("delete a file", async () => {
      const id = idOf(await member.post("attachments/", await announcement()));
      return act(member, "DELETE", `attachments/${id}/`);
    }),
  ];
}

let drawn = 0;

/** What only superusers do: their permission is that the project is there. */
function tagKinds(): Kind[] {
  const name = () => `tag ${(drawn += 1)}`;
  const tag = async () => `tags/${idOf(await boss.post("tags/", { project, name: name() }))}/`;
  const contact_id = async () => idOf(await boss.post("contacts/", { name: "Ada" }));
  const kind = (what: string, prepare: Kind["prepare"]): Kind => ({ name: what, function: "Tags", events: 0, prepare });
  return [
    kind("make a tag", async () => act(boss, "POST", "tags/", { project, name: name() })),
    kind("change a tag", async () => act(boss, "PATCH", await tag(), { name: name() })),
    kind("delete a tag", async () => act(boss, "DELETE", await tag())),
    kind("give a tag a contact", async () =>
      act(boss, "POST", `${await tag()}add_contact/`, { contact_id: await contact_id() }),
    ),
    kind("take a tag's contact away", async () => {
      const [at, id] = [await tag(), await contact_id()];
      expectStatus(await boss.post(`${at}add_contact/`, { contact_id: id }), 201);
      return act(boss, "DELETE", `${at}contacts/${id}/`);
    }),
    kind("put somebody on a tag's team", async () =>
      act(boss, "POST", `${await tag()}users/`, { user_id: member.me.id }),
    ),
  ];
}

/** Closes or opens a project's gate. */
async function gate(state: "active" | "deleting"): Promise<void> {
  const { dynamodb } = world.cloud;
  await dynamodb.call("UpdateItem", {
    TableName: dynamodb.tableName,
    Key: { pk: { S: `p#${project.toLowerCase()}` }, sk: { S: "a" } },
    UpdateExpression: "SET #state = :state",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":state": { S: state } },
  });
}

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

/** What comes of a write when `then` happens between its reading and its first writing, which `undo` takes back. */
async function interrupted(kind: Kind, then: (act: Act) => Promise<void>, undo: (act: Act) => Promise<void>) {
  const doing = await kind.prepare();
  let waited = false;
  const remedy = world.cloud.faults.add({
    effect: "meanwhile",
    actions: writes,
    nth: 1,
    ...(kind.function && { function: kind.function }),
    run: async () => {
      waited = true;
      await then(doing);
    },
  });
  const answer = await doing.client.send(doing.method, doing.path, doing.body);
  remedy();
  await undo(doing);
  const events = (await readTable(world.cloud, "event")).filter((i) => i.request_id === answer.requestId);
  return { waited, status: answer.status, events: events.length };
}

const demoted = (kind: Kind, role: string) =>
  interrupted(
    kind,
    (doing) => become(doing.client, scopeOf(doing), role),
    (doing) => become(doing.client, scopeOf(doing), doing.client === lead ? "lead" : "member"),
  );

describe("A write whose author leaves the project while it is under way", () => {
  it.each([
    ["create a ticket", 400],
    ["edit a ticket", 404],
    ["move a ticket", 404],
    ["delete a ticket", 404],
    ["follow a ticket", 404],
    ["comment", 400],
    ["edit a comment", 404],
    ["delete a comment", 404],
    ["link two tickets", 404],
    ["take a link off", 404],
    ["attach a file", 400],
    ["delete a file", 404],
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

    expect(await demoted(kind, "former")).toEqual({ waited: true, status, events: 0 });
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

    expect(await demoted(kind, "member")).toEqual({ waited: true, status: 403, events: 0 });
  });
});

describe("A superuser's write to a project that is deleted while it is under way", () => {
  it.each([
    ["make a tag", 400],
    ["change a tag", 404],
    ["delete a tag", 404],
    ["give a tag a contact", 404],
    ["take a tag's contact away", 404],
    ["put somebody on a tag's team", 404],
  ])("is refused as if the project had never been there: %s", async (name, status) => {
    const kind = kinds.find((one) => one.name === name)!;
    const outcome = await interrupted(
      kind,
      () => gate("deleting"),
      () => gate("active"),
    );

    expect(outcome).toEqual({ waited: true, status, events: 0 });
  });
});
