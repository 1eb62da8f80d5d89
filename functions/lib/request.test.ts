import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import { describe, expect, it } from "vitest";
import { anEvent } from "./event.fixture.ts";
import { input } from "./request.ts";

const json = { "content-type": "application/json" };
const post = (body: string, headers: Record<string, string> = json) =>
  input(ticketRoutes.create, anEvent({ body, headers }));

describe("A request's body", () => {
  it("is read as JSON, also from base64", async () => {
    const encoded = Buffer.from('{"name":"ü"}').toString("base64");

    const event = anEvent({ body: encoded, isBase64Encoded: true, headers: json });
    expect((await input(ticketRoutes.create, event)).body).toEqual({ name: "ü" });
  });

  it.each(["{", "{'a':1}", "[1,]", "nul"])("is refused when it isn't JSON: %s", async (text) => {
    await expect(post(text)).rejects.toThrow(expect.objectContaining({ kind: "invalid" }));
  });

  it("is refused when its bytes aren't UTF-8", async () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]).toString("base64");
    const event = anEvent({ body: bytes, isBase64Encoded: true, headers: json });

    await expect(input(ticketRoutes.create, event)).rejects.toThrow(expect.objectContaining({ kind: "invalid" }));
  });

  it("is refused 1,000 levels deep, and above 1 MiB", async () => {
    await expect(post("[".repeat(1000) + "]".repeat(1000))).rejects.toThrow(
      expect.objectContaining({ kind: "invalid" }),
    );
    await expect(post(`"${"x".repeat(1024 * 1024)}"`)).rejects.toThrow(expect.objectContaining({ kind: "too_large" }));
  });

  it("is refused in another content type", async () => {
    await expect(post("name=x", { "content-type": "application/x-www-form-urlencoded" })).rejects.toThrow(
      expect.objectContaining({ kind: "unsupported" }),
    );
  });
});

describe("A request's query", () => {
  const query = async (rawQueryString: string) => (await input(ticketRoutes.list, anEvent({ rawQueryString }))).query;

  it("makes a list of a repeated parameter, which only repeatable ones accept", async () => {
    expect(await query("tags=a&tags=b&status=new")).toEqual({ tags: ["a", "b"], status: "new" });
  });

  it("is refused with an empty value", async () => {
    await expect(query("status=")).rejects.toThrow(/status/);
  });

  it("takes __proto__ for a name like any other", async () => {
    expect(Object.keys((await query("__proto__=x")) as object)).toEqual(["__proto__"]);
  });
});
