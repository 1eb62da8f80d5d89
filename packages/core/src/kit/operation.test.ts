import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { operation } from "./operation.ts";
import type { Route } from "./route.ts";

const inner = v.strictObject({ name: v.optional(v.string()) });
const route = {
  method: "POST",
  path: "/api/test/",
  access: "public",
  body: v.strictObject({ set: v.optional(inner), all: v.optional(v.array(v.nullable(inner))) }),
  answer: null,
  status: 204,
} as const satisfies Route;

const run = operation(route, async () => undefined);
const visit = { requestId: "r", deadline: 0, address: "", report: () => undefined, cookies: {} };

describe("An operation", () => {
  it.each([
    [[], "body"],
    [{ set: [] }, "set"],
    [{ all: [{}, []] }, "all.1"],
  ])("takes no list for an object, wherever it stands: %j", async (body, field) => {
    await expect(run(visit, { body })).rejects.toMatchObject({ kind: "invalid", issues: [{ field }] });
  });

  it("takes objects where they belong", async () => {
    await expect(run(visit, { body: { set: { name: "x" }, all: [{}, null] } })).resolves.toBeUndefined();
  });
});
