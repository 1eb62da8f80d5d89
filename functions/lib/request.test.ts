import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import { describe, expect, it } from "vitest";
import { anEvent } from "./event.fixture.ts";
import { input } from "./request.ts";

const json = { "content-type": "application/json" };
const post = (body: string, headers: Record<string, string> = json) =>
  input(ticketRoutes.create, anEvent({ body, headers }));

describe("A request's body", () => {
  it("is read as JSON, also from base64", () => {
    const encoded = Buffer.from('{"name":"ü"}').toString("base64");

    expect(input(ticketRoutes.create, anEvent({ body: encoded, isBase64Encoded: true, headers: json })).body).toEqual({
      name: "ü",
    });
  });

  it.each(["{", "{'a':1}", "[1,]", "nul"])("is refused when it isn't JSON: %s", (text) => {
    expect(() => post(text)).toThrow(expect.objectContaining({ kind: "invalid" }));
  });

  it("is refused when its bytes aren't UTF-8", () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]).toString("base64");
    const event = anEvent({ body: bytes, isBase64Encoded: true, headers: json });

    expect(() => input(ticketRoutes.create, event)).toThrow(expect.objectContaining({ kind: "invalid" }));
  });

  it("is refused 1,000 levels deep, and above 1 MiB", () => {
    expect(() => post("[".repeat(1000) + "]".repeat(1000))).toThrow(expect.objectContaining({ kind: "invalid" }));
    expect(() => post(`"${"x".repeat(1024 * 1024)}"`)).toThrow(expect.objectContaining({ kind: "too_large" }));
  });

  it("is refused in another content type", () => {
    expect(() => post("name=x", { "content-type": "application/x-www-form-urlencoded" })).toThrow(
      expect.objectContaining({ kind: "unsupported" }),
    );
  });
});

describe("A request's query", () => {
  const query = (rawQueryString: string) => input(ticketRoutes.list, anEvent({ rawQueryString })).query;

  it("makes a list of a repeated parameter, which only repeatable ones accept", () => {
    expect(query("tags=a&tags=b&status=new")).toEqual({ tags: ["a", "b"], status: "new" });
  });

  it("is refused with an empty value", () => {
    expect(() => query("status=")).toThrow(/status/);
  });

  it("takes __proto__ for a name like any other", () => {
    expect(Object.keys(query("__proto__=x") as object)).toEqual(["__proto__"]);
  });
});
