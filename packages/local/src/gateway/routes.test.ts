import { describe, expect, it } from "vitest";
import { createRouter } from "./routes.ts";

const router = createRouter(
  [
    "$default",
    "ANY /any",
    "GET /a/{id}",
    "GET /a/fixed",
    "GET /a/{id}/b",
    "GET /a/{proxy+}",
    "GET /s/",
    "POST /any",
  ].map((key) => ({
    key,
    functionArn: key,
    timeout: 1,
    authorizer: undefined,
  })),
);
const match = (method: string, path: string): [string, object] | undefined => {
  const found = router(method, path);
  return found && [found.route.key, found.parameters];
};

describe("a path", () => {
  it("matches literal segments before variables before the rest of the path", () => {
    expect(match("GET", "/a/fixed")).toEqual(["GET /a/fixed", {}]);
    expect(match("GET", "/a/1")).toEqual(["GET /a/{id}", { id: "1" }]);
    expect(match("GET", "/a/1/b")).toEqual(["GET /a/{id}/b", { id: "1" }]);
    expect(match("GET", "/a/1/c")).toEqual(["GET /a/{proxy+}", { proxy: "1/c" }]);
  });

  it("matches its method before ANY, and $default when nothing else does", () => {
    expect(match("POST", "/any")).toEqual(["POST /any", {}]);
    expect(match("PUT", "/any")).toEqual(["ANY /any", {}]);
    expect(match("DELETE", "/a/1")).toEqual(["$default", {}]);
  });

  it("keeps its trailing slash", () => {
    expect(match("GET", "/s/")?.[0]).toBe("GET /s/");
    expect(match("GET", "/s")?.[0]).toBe("$default");
    expect(match("GET", "/a/1/")?.[0]).toBe("GET /a/{proxy+}");
  });

  it("gives its variables decoded, and as they are when they can't be", () => {
    expect(match("GET", "/a/x%2Fy%20z")?.[1]).toEqual({ id: "x/y z" });
    expect(match("GET", "/a/%E0%A4")?.[1]).toEqual({ id: "%E0%A4" });
  });

  it("is undefined without any route", () => {
    expect(createRouter([])("GET", "/")).toBeUndefined();
  });
});
