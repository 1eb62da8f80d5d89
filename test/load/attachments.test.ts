import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Attachment, CreatedAttachment } from "@tessera/core/attachment/attachment.schema";
import type { JsonObject } from "@tessera/local/kit/json";
import { eventually } from "../support/api.ts";
import { send } from "../support/files.ts";
import type { Answer, Client } from "./client.ts";
import { fileViolations, objectKeys } from "./files.ts";
import { violations } from "./invariants.ts";
import { anHourLater, readSettled, readTable } from "./table.ts";
import { expectStatus, startWorld, type World } from "./world.ts";

/** Whatever goes wrong between the table, S3 and what tells of it: no object is left behind, none is missing. */
let world: World;
let lead: Client;

beforeAll(async () => {
  world = await startWorld();
  lead = await world.register("lead");
});
afterEach(async () => {
  await world.cloud.faults.clear();
  await eventually(async () => {
    await world.cloud.stream.idle();
    expect(fileViolations(await readTable(world.cloud), objectKeys(world.cloud))).toEqual([]);
  }, 60_000);
});
afterAll(async () => {
  await anHourLater(world.cloud);
  expect(violations(await readSettled(world.cloud))).toEqual([]);
  await world.stop();
});

const bodyOf = <T>(answer: Answer, status: number): T => expectStatus(answer, status).body as T; // as core's routes say
const aTicket = async (): Promise<string> =>
  bodyOf<{ id: string }>(await lead.post("tickets/", { name: "A ticket", project: lead.me.project }), 201).id;
const announce = async (ticket: string): Promise<CreatedAttachment> =>
  bodyOf(await lead.post("attachments/", { ticket, filename: "a.txt", content_type: "text/plain", size: 5 }), 201);
const stored = ({ id }: { id: string }): string => id.replace(/^(\w+)-(\d+)\./, "$1/$2/");
const isThere = (attachment: { id: string }): boolean => objectKeys(world.cloud).includes(stored(attachment));
const statusOf = async (id: string): Promise<unknown> =>
  (await readTable(world.cloud, "attachment")).find((i) => id.endsWith(`.${String(i.id)}`))?.status;

const inTable = async (id: string, action: string, more: JsonObject): Promise<void> => {
  const [, project = "", number = "", own = ""] = /^(\w+)-(\d+)\.(\w+)$/.exec(id) ?? [];
  const Key = { pk: { S: `t#${project}#${number.padStart(7, "0")}` }, sk: { S: `f#${own}` } };
  await world.cloud.dynamodb.call(action, { TableName: world.cloud.dynamodb.tableName, Key, ...more });
};

/** Its time is over for readers … */
const outdate = ({ id }: { id: string }): Promise<void> =>
  inTable(id, "UpdateItem", {
    UpdateExpression: "SET #ttl = :past",
    ExpressionAttributeNames: { "#ttl": "ttl" },
    ExpressionAttributeValues: { ":past": { N: "1000" } },
  });

/** … and DynamoDB has removed it, as it does by itself, some time. */
async function expire(attachment: { id: string }): Promise<void> {
  await outdate(attachment);
  await inTable(attachment.id, "DeleteItem", {});
}

/** A file through the API. */
async function give(ticket: string, key?: string): Promise<{ status: number; body: CreatedAttachment }> {
  const form = new FormData();
  form.set("ticket", ticket);
  form.set("file", new File(["12345"], "a.txt", { type: "text/plain" }));
  const headers = { authorization: `Bearer ${lead.me.token}`, ...(key && { "idempotency-key": key }) };
  const response = await fetch(`${world.cloud.url}/api/tickets/attachments/`, { method: "POST", body: form, headers });
  return { status: response.status, body: (await response.json()) as CreatedAttachment };
}

const notification = { service: "s3", actions: ["ObjectCreated"] } as const;

describe("An upload", () => {
  it("is ready without anybody asking, once S3 has told", async () => {
    const pending = await announce(await aTicket());
    await send(pending.upload, "12345");

    await eventually(async () => expect(await statusOf(pending.id)).toBe("ready"), 30_000);
  });

  it("is ready once, when S3 tells twice", async () => {
    world.cloud.faults.add({ ...notification, effect: "timeout-after" });
    const pending = await announce(await aTicket());
    await send(pending.upload, "12345");

    await eventually(async () => expect(await statusOf(pending.id)).toBe("ready"), 30_000);
    expect(bodyOf<Attachment>(await lead.get(`attachments/${pending.id}/`), 200).status).toBe("ready");
  });

  it("that nobody tells of is ready for whoever reads it", async () => {
    world.cloud.faults.add({ ...notification, effect: "timeout-before" });
    const pending = await announce(await aTicket());
    await send(pending.upload, "12345");

    expect(await statusOf(pending.id)).toBe("pending");
    expect(bodyOf<Attachment>(await lead.get(`attachments/${pending.id}/`), 200).status).toBe("ready");
    expect(await statusOf(pending.id)).toBe("ready");
  });

  it("that is told of only after it was deleted leaves nothing", async () => {
    let tell = (): void => undefined;
    const late = new Promise<void>((resolve) => (tell = resolve));
    world.cloud.faults.add({ ...notification, effect: "meanwhile", run: () => late });
    const pending = await announce(await aTicket());
    await send(pending.upload, "12345");
    expectStatus(await lead.remove(`attachments/${pending.id}/`), 204);
    tell();

    await eventually(async () => expect(isThere(pending)).toBe(false), 30_000);
  });

  it("that comes after its attachment was deleted leaves nothing", async () => {
    const pending = await announce(await aTicket());
    expectStatus(await lead.remove(`attachments/${pending.id}/`), 204);
    await world.cloud.stream.idle();
    expect((await send(pending.upload, "12345")).status).toBe(204);

    await eventually(async () => expect(isThere(pending)).toBe(false), 30_000);
  });

  it("that comes after its attachment was deleted leaves nothing, though nobody tells of it, once its form is over", async () => {
    const pending = await announce(await aTicket());
    expectStatus(await lead.remove(`attachments/${pending.id}/`), 204);
    await world.cloud.stream.idle();
    world.cloud.faults.add({ ...notification, effect: "timeout-before" });
    expect((await send(pending.upload, "12345")).status).toBe(204);
    expect(isThere(pending)).toBe(true);

    await anHourLater(world.cloud);
    await eventually(async () => expect(isThere(pending)).toBe(false), 30_000);
  });

  it("that nobody tells of, and nobody looks for until its time is over, stays", async () => {
    const ticket = await aTicket();
    world.cloud.faults.add({ ...notification, effect: "timeout-before" });
    const [sent, forgotten] = [await announce(ticket), await announce(ticket)];
    await send(sent.upload, "12345");
    for (const one of [sent, forgotten]) await expire(one);

    await eventually(async () => expect(await statusOf(sent.id)).toBe("ready"), 30_000);
    const { results } = bodyOf<{ results: { id: string }[] }>(await lead.get(`attachments/?ticket=${ticket}`), 200);
    expect(results.map(({ id }) => id)).toEqual([sent.id]);
  });

  it("whose time is over when its ticket has gone leaves nothing", async () => {
    const ticket = await aTicket();
    world.cloud.faults.add({ ...notification, effect: "timeout-before" });
    const pending = await announce(ticket);
    await send(pending.upload, "12345");
    world.cloud.faults.add({ effect: "internal", function: "Cleanup", service: "dynamodb", times: 6 });
    await Promise.all([lead.remove(`tickets/${ticket}/`), expire(pending)]);

    await eventually(async () => expect(isThere(pending)).toBe(false), 60_000);
  });

  it("that comes while its ticket is being deleted leaves nothing", async () => {
    const ticket = await aTicket();
    const [first, second] = [await announce(ticket), await announce(ticket)];
    await send(first.upload, "12345");
    await Promise.all([lead.remove(`tickets/${ticket}/`), send(second.upload, "12345")]);

    await eventually(async () => expect([isThere(first), isThere(second)]).toEqual([false, false]), 60_000);
  });
});

describe("What goes", () => {
  it("takes its objects along: a project with its tickets", async () => {
    const key = "FILES";
    expectStatus(await lead.post("projects/", { key, name: "Files" }), 201);
    const { id } = bodyOf<{ id: string }>(await lead.post("tickets/", { name: "x", project: key }), 201);
    const [one, two] = [await give(id), await announce(id)];
    await send(two.upload, "12345");
    expect(isThere(one.body)).toBe(true);
    expect([202, 204]).toContain((await lead.remove(`projects/${key}/`)).status);

    await eventually(
      async () => expect(objectKeys(world.cloud).filter((k) => k.startsWith("files/"))).toEqual([]),
      60_000,
    );
  });

  it("by its time is gone for readers before DynamoDB removes it, and off the count after that", async () => {
    const ticket = await aTicket();
    const pending = await announce(ticket);
    await announce(ticket);
    await outdate(pending);

    expectStatus(await lead.get(`attachments/${pending.id}/`), 404);
    expectStatus(await lead.remove(`attachments/${pending.id}/`), 404);
    const listed = bodyOf<{ results: unknown[] }>(await lead.get(`attachments/?ticket=${ticket}`), 200);
    expect(listed.results).toHaveLength(1);

    await expire(pending);
    await eventually(async () => {
      const card = bodyOf<{ attachments_count: number }>(await lead.get(`tickets/${ticket}/`), 200);
      expect(card.attachments_count).toBe(1);
    }, 60_000);
  });
});

describe("A file through the API", () => {
  it.each([
    ["S3 is busy for a moment", "throttle", ["PutObject"], 2, 201],
    ["S3's answer gets lost", "timeout-after", ["PutObject"], 1, 201],
    ["S3 stays busy", "internal", ["PutObject"], undefined, 503],
    ["the table's answer gets lost", "timeout-after", ["TransactWriteItems"], 1, 201],
    ["another writer is in the way", "conflict", ["TransactWriteItems"], 2, 201],
    ["the table stays away", "internal", ["TransactWriteItems"], undefined, 503],
  ] as const)("when %s: all of it or nothing", async (_, effect, actions, times, status) => {
    const ticket = await aTicket();
    world.cloud.faults.add({ effect, actions, function: "Attachments", ...(times && { times }) });
    const made = await give(ticket, ticket);
    expect(made.status).toBe(status);
    await world.cloud.faults.clear();

    const again = await give(ticket, ticket);
    expect(again.status).toBe(201);
    const { results } = bodyOf<{ results: { id: string }[] }>(await lead.get(`attachments/?ticket=${ticket}`), 200);
    expect(results.map((one) => one.id)).toEqual([again.body.id]);
    if (status === 201) expect(again.body).toEqual(made.body);
  });

  it("is admitted only by who is still a member then", async () => {
    const ticket = await aTicket();
    world.cloud.faults.add({
      effect: "meanwhile",
      service: "s3",
      actions: ["PutObject"],
      times: 1,
      run: async () => void expectStatus(await lead.remove(`tickets/${ticket}/`), 204),
    });

    expect((await give(ticket)).status).toBe(400);
  });
});
