import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { ofType, property } from "./templates.ts";

const [[, edge]] = ofType("AWS::CloudFront::Function") as [ReturnType<typeof ofType>[0]];

interface Event {
  readonly viewer: { ip: string };
  readonly request: { uri: string; method: string; headers: Record<string, { value: string }> };
}
const handler = runInNewContext(`${String(property(edge, "FunctionCode"))}\nhandler`) as (
  event: Event,
) => Event["request"];
const seen = (uri: string, headers: Event["request"]["headers"] = {}): Event["request"] =>
  handler({ viewer: { ip: "192.0.2.7" }, request: { uri, method: "POST", headers } });
const uriOf = (uri: string): string => seen(uri).uri;

describe("The viewer function", () => {
  it.each([
    ["/", "/200.html"],
    ["/projects/DEMO/board", "/200.html"],
    ["/projects/DEMO/board/", "/200.html"],
    ["/tickets/v1.2/", "/200.html"],
    ["/settings/projects/DEMO/tags/demo.01m82xks0baxtgphhg1fay6per", "/200.html"],
    ["/apidocs", "/200.html"],
    ["/p/DEMO", "/board.html"],
    ["/p/DEMO/t/DEMO-1/", "/board.html"],
  ])("answers the page %s with the app", (uri, expected) => {
    expect(uriOf(uri)).toBe(expected);
  });

  it.each(["/_app/version.json", "/icon.svg", "/200.html", "/manifest.webmanifest"])(
    "leaves the file %s alone",
    (uri) => {
      expect(uriOf(uri)).toBe(uri);
    },
  );

  it.each([
    ["/api/tickets/tickets/", "/api/tickets/tickets"],
    ["/api/tickets/tickets", "/api/tickets/tickets"],
    ["/api/tickets/users/a.b/", "/api/tickets/users/a.b"],
  ])("takes the trailing slash from %s", (uri, expected) => {
    expect(uriOf(uri)).toBe(expected);
  });

  it("tells the API who asks, whatever a client says of itself", () => {
    const { headers } = seen("/api/tickets/auth/login/", { "x-viewer-address": { value: "203.0.113.9" } });

    expect(headers["x-viewer-address"]).toEqual({ value: "192.0.2.7" });
  });
});
