import { beforeAll, describe, expect, it } from "vitest";
import type { CreatedAttachment } from "@tessera/core/attachment/attachment.schema";
import {
  aMember,
  anAttachment,
  aPerson,
  aTicket,
  type Attachment,
  type Page,
  type Person,
  type Ticket,
} from "../support/api.ts";
import { call, ok, refused, refusedAtTheDoor } from "../support/call.ts";
import { post, send, written } from "../support/files.ts";

let lead: Person;
let ticket: Ticket;

beforeAll(async () => {
  lead = await aPerson();
  ticket = await aTicket(lead);
});

const file = (bytes: number | string, name = "a.txt", type = "text/plain"): File =>
  new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name, { type });

const mebibyte = 1024 * 1024;

describe("A file that comes through the API", () => {
  it("is ready at once, with its bytes, its type and its name", async () => {
    const member = await aMember(lead);
    const made = ok(
      await post<CreatedAttachment>(member, {
        ticket: ticket.id,
        file: file("héllo", "ä b.txt", "text/plain;charset=utf-8"),
      }),
      201,
    );

    expect(made).toMatchObject({
      status: "ready",
      size: 6,
      filename: "ä b.txt",
      upload: null,
      uploaded_by: { id: member.id },
    });
    const answer = await fetch(made.file ?? "");
    expect(await answer.text()).toBe("héllo");
    expect(answer.headers.get("content-type")).toBe(made.content_type);
    expect(ok(await lead.get<Attachment>(`attachments/${made.id}/`)).status).toBe("ready");
    expect(ok(await lead.get<Ticket>(`tickets/${ticket.id}/`)).attachments_count).toBe(1);
  });

  it("has 4 MiB at most; more is a 413, whoever finds it", async () => {
    const own = await aTicket(lead);
    ok(await post(lead, { ticket: own.id, file: file(4 * mebibyte) }), 201);

    refused(await post(lead, { ticket: own.id, file: file(4 * mebibyte + 1) }), 413, "file");
    refused(await post(lead, { ticket: own.id, file: file(4.4 * mebibyte) }), 413);
    refusedAtTheDoor(await post(lead, { ticket: own.id, file: file(5 * mebibyte) }), 413);
    expect(ok(await lead.get<Ticket>(`tickets/${own.id}/`)).attachments_count).toBe(1);
  });

  it("leaves the limit of 1 MiB for JSON as it was", async () => {
    refused(await lead.post("attachments/", { ticket: ticket.id, filename: "x".repeat(mebibyte) }), 413);
  });

  it.each([
    ["empty", { file: file("") }, "file"],
    ["without a file", {}, "file"],
    ["with text for a file", { file: "text" }, "file"],
    ["with a field that isn't known", { file: file("x"), nope: "1" }, "nope"],
    ["with control characters in its name", { file: file("x", "a\u0007.txt") }, "file"],
    ["for a ticket that isn't", { ticket: "ZZZZZZZZZZ-1", file: file("x") }, "ticket"],
  ])("is refused %s", async (_, fields: Record<string, string | File>, field) => {
    refused(await post(lead, { ticket: ticket.id, ...fields }), 400, field);
  });

  it("is refused when there are two of it, or two tickets", async () => {
    for (const twice of ["file", "ticket"]) {
      const form = new FormData();
      form.append("ticket", ticket.id);
      form.append("file", file("x"));
      form.append(twice, twice === "file" ? file("y") : ticket.id);
      const { body, type } = await written(form);
      refused(
        await call("POST", "attachments/", { token: lead.token, body, headers: { "content-type": type } }),
        400,
        twice,
      );
    }
  });

  it.each([
    ["no boundary", "multipart/form-data", "--x--"],
    ["no parts", "multipart/form-data; boundary=x", "nonsense"],
    ["an open end", "multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc'],
  ])("is refused with %s", async (_, type, body) => {
    refused(await call("POST", "attachments/", { token: lead.token, body, headers: { "content-type": type } }), 400);
  });

  it("is taken by no other door", async () => {
    const { body, type } = await written(new FormData());

    refused(await call("POST", "tickets/", { token: lead.token, body, headers: { "content-type": type } }), 415);
  });

  it("is the same file for an Idempotency-Key, whatever boundary it travels with", async () => {
    const own = await aTicket(lead);
    const headers = { "idempotency-key": "form" };
    const first = ok(await post<CreatedAttachment>(lead, { ticket: own.id, file: file("one") }, headers), 201);
    const again = ok(await post<CreatedAttachment>(lead, { ticket: own.id, file: file("one") }, headers), 201);

    expect(again).toEqual(first);
    refused(await post(lead, { ticket: own.id, file: file("two") }, headers), 409);
    expect(ok(await lead.get<Page<Attachment>>(`attachments/?ticket=${own.id}`)).results).toHaveLength(1);
  });
});

describe("A download", () => {
  it.each([
    ["image/png", "inline"],
    ["image/jpeg", "inline"],
    ["image/gif", "inline"],
    ["image/webp", "inline"],
    ["application/pdf", "inline"],
    ["IMAGE/PNG", "inline"],
    ["image/svg+xml", "attachment"],
    ["text/html", "attachment"],
    ["text/plain", "attachment"],
    ["application/pdfx", "attachment"],
  ])("of %s is %s, by the type that was stored", async (type, how) => {
    const { file: url } = ok(
      await post<CreatedAttachment>(lead, { ticket: ticket.id, file: file("x", "picture.png", type) }),
      201,
    );
    const { headers } = await fetch(url ?? "");

    expect(headers.get("content-disposition")).toMatch(new RegExp(`^${how}; filename="picture.png"`));
    expect(headers.get("content-type")).toBe(type.toLowerCase());
  });

  it.each([
    ["../../etc/passwd", ".._.._etc_passwd"],
    ['a"; filename="b.exe', "a_; filename=_b.exe"],
    ["\u202Egnp.exe", "_gnp.exe"],
    ["😀".repeat(255), "😀".repeat(50)],
    [`${"ü".repeat(250)}.txt`, `${"ü".repeat(98)}.txt`],
    ["C:\\a|b?.txt", "C__a_b_.txt"],
  ])("of a file called %s can't be misled by its name", async (filename, saved) => {
    const pending = await anAttachment(lead, ticket.id, { filename });
    expect((await send(pending.upload, "12345")).status).toBe(204);
    const { file: url, filename: kept } = ok(await lead.get<Attachment>(`attachments/${pending.id}/`));
    const header = (await fetch(url ?? "")).headers.get("content-disposition") ?? "";

    expect(kept).toBe(filename);
    expect(decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(header)?.[1] ?? "")).toBe(saved);
    expect(url?.length).toBeLessThan(4000);
  });

  it("is good for its bearer only as long as it says, and for one file", async () => {
    const made = ok(await post<CreatedAttachment>(lead, { ticket: ticket.id, file: file("x") }), 201);
    const url = new URL(made.file ?? "");
    const status = async (change: (u: URL) => void): Promise<number> => {
      const other = new URL(url);
      change(other);
      return (await fetch(other)).status;
    };

    expect(Number(url.searchParams.get("X-Amz-Expires"))).toBe(900);
    expect(await status(() => undefined)).toBe(200);
    expect(await status((u) => u.searchParams.set("X-Amz-Expires", "9000"))).toBe(403);
    expect(await status((u) => u.searchParams.set("response-content-disposition", "inline"))).toBe(403);
    expect(await status((u) => (u.pathname += "x"))).toBe(403);
    expect(await status((u) => (u.search = ""))).toBe(403);
  });
});
