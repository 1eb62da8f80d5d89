import { describe, expect, it } from "vitest";
import { gunzipSync } from "node:zlib";
import type { Request } from "../gateway/message.ts";
import { readModel } from "../template/read.ts";
import { writeAssembly } from "../testing/fixture.ts";
import { createDistribution } from "./distribution.ts";
import { rmSync } from "node:fs";
import path from "node:path";

const assembly = writeAssembly();
const [spec] = readModel(assembly).distributions;
if (!spec) throw new Error("the fixture has a distribution");
const seen: Request[] = [];
const answer = createDistribution({
  spec,
  gatewayOf: () => ({
    handle: async (request) => {
      seen.push(request);
      return { status: 200, headers: {}, body: Buffer.from("api") };
    },
    handleAs: () => Promise.reject(new Error("never here")),
  }),
});

const get = (url: string, headers: Record<string, string> = {}, method = "GET") =>
  answer({ method, url, headers: { host: "localhost", ...headers }, body: Buffer.alloc(0), sourceIp: "::1" });

describe("the distribution", () => {
  it("serves files with type and policy, and the app for every path of its own", async () => {
    const icon = await get("/icon.svg");
    const page = await get("/projects/DEMO?tab=1");

    expect([icon.status, icon.headers["content-type"]]).toEqual([200, "image/svg+xml"]);
    expect(page.body.toString()).toContain("the app");
    expect(page.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'self'",
    });
  });

  it("refuses files that aren't there, paths that lead out, and other methods", async () => {
    expect((await get("/missing.js")).status).toBe(403);
    expect((await get("/..%2f..%2fetc/passwd.txt")).status).toBe(403);
    expect((await get("/../cdk.out/manifest.json")).status).toBe(403);
    expect((await get("/icon.svg", {}, "POST")).status).toBe(403);
  });

  it("answers 304 for the ETag that it gave", async () => {
    const { headers } = await get("/icon.svg");

    expect((await get("/icon.svg", { "if-none-match": String(headers["etag"]) })).status).toBe(304);
    expect((await get("/icon.svg", { "if-none-match": '"other"' })).status).toBe(200);
  });

  it("compresses what is large enough, brotli first", async () => {
    const file = "/_app/immutable/a.js";
    const plain = await get(file);
    const gzip = await get(file, { "accept-encoding": "gzip" });

    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    expect((await get(file, { "accept-encoding": "gzip, br" })).headers["content-encoding"]).toBe("br");
    expect((await get("/icon.svg", { "accept-encoding": "br" })).headers["content-encoding"]).toBeUndefined();
    expect(
      (await get(file, { "accept-encoding": "br", "if-none-match": `W/${String(plain.headers["etag"])}` })).status,
    ).toBe(304);
  });

  it("sends the API everything but Host, with its own header and without the trailing slash", async () => {
    await get("/api/open/?b=2&a=%20", { cookie: "s=1", "x-origin-secret": "forged" });

    const request = seen.at(-1);
    expect(request?.url).toBe("/api/open?b=2&a=%20");
    expect(request?.headers).toMatchObject({ cookie: "s=1", "x-forwarded-for": "::1" });
    expect(request?.headers["x-origin-secret"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(request?.headers).not.toHaveProperty("host");
  });

  it("says what to do when the web app isn't built", async () => {
    rmSync(path.join(assembly, "../site"), { recursive: true });

    const page = await get("/");

    expect(page.status).toBe(503);
    expect(page.body.toString()).toContain("not built");
  });
});
