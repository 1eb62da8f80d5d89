import { gunzipSync } from "node:zlib";
import { Reply } from "@tessera/core/kit/operation";
import { referenceRoutes } from "@tessera/core/reference/reference.schema";
import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import { describe, expect, it } from "vitest";
import { answer, compressed } from "./answer.ts";
import { anEvent } from "./event.fixture.ts";

const get = (headers: Record<string, string> = {}) =>
  answer(ticketRoutes.get, anEvent({ headers }), new Reply({ version: 7, name: "x" }, {}));

describe("An answer", () => {
  it("is tagged by its version and a digest of its body", () => {
    expect(get().headers?.etag).toMatch(/^"7\.[\w-]{16}"$/);
  });

  it("is 304 without a body for whoever has it", () => {
    const etag = String(get().headers?.etag);

    expect(get({ "if-none-match": `"1.x", W/${etag}` })).toMatchObject({ statusCode: 304 });
    expect(get({ "if-none-match": etag })).not.toHaveProperty("body");
    expect(get({ "if-none-match": '"7"' }).statusCode).toBe(200);
  });

  it("has no tag when what it shows has no version", () => {
    expect(answer(ticketRoutes.list, anEvent(), new Reply({ results: [] }, {})).headers).not.toHaveProperty("etag");
  });
});

describe("Compression", () => {
  const large = { statusCode: 200, body: JSON.stringify("x".repeat(2000)) };

  it("is for bodies above 1 KB, for those who accept it", () => {
    const result = compressed(anEvent({ headers: { "accept-encoding": "br, gzip" } }), large);

    expect(result.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    expect(gunzipSync(Buffer.from(result.body ?? "", "base64")).toString()).toBe(large.body);
  });

  it.each(["", "br", "gzip;q=0"])("is left out for accept-encoding %j", (accepted) => {
    expect(compressed(anEvent({ headers: { "accept-encoding": accepted } }), large)).toEqual(large);
  });
});

describe("A page", () => {
  it("is sent as it is, in its own type and with headers of its own", () => {
    const reply = new Reply("<p>", { headers: { "content-security-policy": "default-src 'none'" } });

    expect(answer(referenceRoutes.page, anEvent(), reply)).toEqual({
      statusCode: 200,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'",
      },
      body: "<p>",
    });
  });
});
