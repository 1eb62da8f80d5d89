import { describe, expect, it } from "vitest";
import { call, ok, refused } from "../support/call.ts";

describe("health", () => {
  it.each(["/api/health/", "/api/health"])("answers anybody at %s", async (path) => {
    expect((await call("GET", path)).status).toBe(200);
  });

  it("refuses a query that it doesn't know", async () => {
    refused(await call("GET", "/api/health/?verbose=1"), 400, "verbose");
  });

  it("gives every request an id of its own", async () => {
    const [a, b] = [await call("GET", "/api/health/"), await call("GET", "/api/health/")];

    ok(a);
    expect(a.headers.get("x-request-id")).not.toBe(b.headers.get("x-request-id"));
  });
});
