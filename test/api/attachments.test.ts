import { beforeAll, describe, expect, it } from "vitest";
import type { CreatedAttachment } from "@tessera/core/attachment/attachment.schema";
import {
  aFile,
  aMember,
  anAttachment,
  aPerson,
  aTicket,
  eventually,
  superuser,
  walk,
  type Attachment,
  type Page,
  type Person,
  type Ticket,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { send } from "../support/files.ts";
import { onTheTable } from "../support/table.ts";

let lead: Person;
let member: Person;
let stranger: Person;
let ticket: Ticket;

beforeAll(async () => {
  [lead, stranger] = await Promise.all([aPerson(), aPerson()]);
  [member, ticket] = await Promise.all([aMember(lead), aTicket(lead)]);
});

const read = async (person: Person, id: string): Promise<Attachment> =>
  ok(await person.get<Attachment>(`attachments/${id}/`));

describe("An attachment", () => {
  it("is announced, uploaded straight to S3, ready for its next reader, and downloaded under its name", async () => {
    const pending = await anAttachment(member, ticket.id, { filename: "Plan für morgen.txt", size: 5 });
    expect(pending).toMatchObject({
      ticket: ticket.id,
      file: null,
      filename: "Plan für morgen.txt",
      content_type: "text/plain",
      size: 5,
      status: "pending",
      uploaded_by: { id: member.id, username: member.username },
      upload: { method: "POST" },
    });
    expect((await read(lead, pending.id)).status).toBe("pending");

    expect((await send(pending.upload, "12345")).status).toBe(204);

    const ready = await read(lead, pending.id);
    expect(ready).toMatchObject({ id: pending.id, status: "ready", uploaded_at: pending.uploaded_at });
    const file = await fetch(ready.file ?? "");
    expect([file.status, await file.text(), file.headers.get("content-type")]).toEqual([200, "12345", "text/plain"]);
    expect(file.headers.get("content-disposition")).toBe(
      `attachment; filename="Plan f_r morgen.txt"; filename*=UTF-8''Plan%20f%C3%BCr%20morgen.txt`,
    );
  });

  it("counts on its ticket from the start, leaves the ticket's version alone, and is in its history", async () => {
    const own = await aTicket(lead);
    const { id } = await anAttachment(member, own.id, { filename: "a.txt" });

    const counted = ok(await lead.get<Ticket>(`tickets/${own.id}/`));
    expect([counted.attachments_count, counted.version, counted.updated_at]).toEqual([1, own.version, own.updated_at]);
    ok(await member.delete(`attachments/${id}/`), 204);

    expect(ok(await lead.get<Ticket>(`tickets/${own.id}/`)).attachments_count).toBe(0);
    const { results } = ok(await lead.get<Page<unknown>>(`tickets/${own.id}/activity/`));
    expect(results).toMatchObject([
      { kind: "attachment.deleted", changes: [{ field: "attachment", from: "a.txt", to: null }] },
      { kind: "attachment.created", changes: [{ field: "attachment", from: null, to: "a.txt" }] },
      { kind: "ticket.created" },
    ]);
  });

  it("is listed with the others of its ticket, oldest first, page by page", async () => {
    const own = await aTicket(lead);
    const names = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"];
    for (const filename of names) await anAttachment(lead, own.id, { filename });

    const all = await walk<Attachment>(member, `attachments/?ticket=${own.id.toLowerCase()}&page_size=2`);

    expect(all.map((one) => one.filename)).toEqual(names);
    expect(ok(await member.get<Page<unknown>>(`attachments/?ticket=${own.id}`)).count).toBe(5);
  });

  it("comes with its ticket when asked for, ready to be downloaded", async () => {
    const own = await aTicket(lead);
    const pending = await anAttachment(lead, own.id);
    await anAttachment(lead, own.id);
    await send(pending.upload, "12345");
    await read(lead, pending.id);

    const path = `tickets/${own.id}/?include=attachments`;
    const { attachments } = ok(await member.get<{ attachments: Page<Attachment> }>(path));
    expect(attachments).toMatchObject({ count: 2, results: [{ status: "ready" }, { status: "pending", file: null }] });
    expect(await (await fetch(attachments.results[0]?.file ?? "")).text()).toBe("12345");
  });

  it("may be added by every member and by a superuser", async () => {
    for (const person of [lead, member, superuser])
      expect((await person.post<CreatedAttachment>("attachments/", aFile(ticket.id))).status).toBe(201);
  });
});

describe("A request is refused", () => {
  it.each([
    ["without a name", { filename: undefined }, "filename"],
    ["with a blank name", { filename: "  " }, "filename"],
    ["with 256 characters of name", { filename: "😀".repeat(256) }, "filename"],
    ["with a line break in the name", { filename: "a\r\nSet-Cookie: b" }, "filename"],
    ["without a type", { content_type: undefined }, "content_type"],
    ["with no type at all", { content_type: "" }, "content_type"],
    ["with half a type", { content_type: "text" }, "content_type"],
    ["with a header in the type", { content_type: "text/plain\r\nx: y" }, "content_type"],
    ["with other than ASCII in the type", { content_type: 'text/plain; a="ü"' }, "content_type"],
    ["with 256 characters of type", { content_type: `text/${"x".repeat(251)}` }, "content_type"],
    ["without a size", { size: undefined }, "size"],
    ["empty", { size: 0 }, "size"],
    ["with less than nothing", { size: -1 }, "size"],
    ["with half a byte", { size: 1.5 }, "size"],
    ["with a size in words", { size: "5" }, "size"],
    ["without a ticket", { ticket: undefined }, "ticket"],
    ["for a ticket that isn't", { ticket: "ZZZZZZZZZZ-1" }, "ticket"],
    ["for no ticket's key", { ticket: "nonsense" }, "ticket"],
    ["with what isn't known", { status: "ready" }, "status"],
  ])("%s", async (_, wish, field) => {
    refused(await lead.post("attachments/", aFile(ticket.id, wish)), 400, field);
  });

  it("by 413 for one byte over the limit, and not at it", async () => {
    refused(await lead.post("attachments/", aFile(ticket.id, { size: 104_857_601 })), 413, "size");
    ok(await lead.post("attachments/", aFile(ticket.id, { size: 104_857_600 })), 201);
  });

  it("in another content type", async () => {
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/mixed; boundary=x"])
      refused(await lead.post("attachments/", "a=b", { "content-type": type }), 415);
  });

  it("for another team's ticket, as for none", async () => {
    refused(await stranger.post("attachments/", aFile(ticket.id)), 400, "ticket");
    refused(await stranger.get(`attachments/?ticket=${ticket.id}`), 404);
    refused(await lead.get("attachments/?ticket=ZZZZZZZZZZ-1"), 404);
    refused(await lead.get(`attachments/?ticket=${lead.project}-9999999`), 404);
    refused(await lead.get("attachments/"), 400, "ticket");
  });

  it("for a deleted ticket and what was on it", async () => {
    const own = await aTicket(lead);
    const { id } = await anAttachment(lead, own.id);
    ok(await lead.delete(`tickets/${own.id}/`), 204);

    refused(await lead.post("attachments/", aFile(own.id)), 400, "ticket");
    refused(await lead.get(`attachments/?ticket=${own.id}`), 404);
    refused(await lead.get(`attachments/${id}/`), 404);
    refused(await lead.delete(`attachments/${id}/`), 404);
  });

  it("beyond 200 attachments a ticket, naming the limit", async () => {
    const own = await aTicket(lead);
    await onTheTable("UpdateItem", {
      Key: { pk: { S: `t#${lead.project.toLowerCase()}#${String(own.number).padStart(7, "0")}` }, sk: { S: "c" } },
      UpdateExpression: "SET #n = :n",
      ExpressionAttributeNames: { "#n": "at" },
      ExpressionAttributeValues: { ":n": { N: "199" } },
    });
    const last = await anAttachment(lead, own.id);

    expect(refused(await lead.post("attachments/", aFile(own.id)), 400, "ticket").detail).toContain("200");
    ok(await lead.delete(`attachments/${last.id}/`), 204);
    ok(await lead.post("attachments/", aFile(own.id)), 201);
  });
});

describe("Deleting", () => {
  it("is for whoever uploaded it, for leads and superusers; others see it and may not", async () => {
    const another = await aMember(lead);
    const [mine, theirs, third] = [
      await anAttachment(member, ticket.id),
      await anAttachment(member, ticket.id),
      await anAttachment(member, ticket.id),
    ];

    refused(await another.delete(`attachments/${mine.id}/`), 403);
    refused(await stranger.delete(`attachments/${mine.id}/`), 404);
    ok(await member.delete(`attachments/${mine.id}/`), 204);
    ok(await lead.delete(`attachments/${theirs.id}/`), 204);
    ok(await superuser.delete(`attachments/${third.id}/`), 204);
    refused(await member.delete(`attachments/${mine.id}/`), 404);
    refused(await member.get(`attachments/${mine.id}/`), 404);
  });

  it("takes the object, too", async () => {
    const pending = await anAttachment(lead, ticket.id);
    await send(pending.upload, "12345");
    const { file } = await read(lead, pending.id);
    expect((await fetch(file ?? "")).status).toBe(200);

    ok(await lead.delete(`attachments/${pending.id}/`), 204);

    await eventually(async () => expect((await fetch(file ?? "")).status).toBe(404), 20_000);
  });
});

describe("An Idempotency-Key", () => {
  it("gives the same attachment and the same upload again, which is still good", async () => {
    const own = await aTicket(lead);
    const headers = { "idempotency-key": "one" };
    const first = ok(await lead.post<CreatedAttachment>("attachments/", aFile(own.id), headers), 201);
    const again = ok(await lead.post<CreatedAttachment>("attachments/", aFile(own.id), headers), 201);

    expect(again).toEqual(first);
    expect((await send(again.upload, "12345")).status).toBe(204);
    expect(ok(await lead.get<Ticket>(`tickets/${own.id}/`)).attachments_count).toBe(1);
    refused(await lead.post("attachments/", aFile(own.id, { size: 6 }), headers), 409);
  });
});
