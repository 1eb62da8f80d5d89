import { describe, expect, it } from "vitest";
import { createEvent } from "./event.ts";
import { claimsAsText } from "./jwt.ts";
import type { Request } from "./message.ts";
import { toResponse } from "./result.ts";
import { createBucket } from "./throttle.ts";

const match = {
  route: { key: "POST /a/{id}", functionArn: "", timeout: 1, authorizer: undefined },
  parameters: { id: "1" },
};
const event = (changed: Partial<Request>) =>
  createEvent(
    "api",
    { method: "POST", url: "/a/1", headers: {}, body: Buffer.alloc(0), sourceIp: "1.2.3.4", ...changed },
    match,
    undefined,
  );
const withBody = (type: string | undefined, body: string, more = {}) =>
  event({ headers: { ...(type && { "content-type": type }), ...more }, body: Buffer.from(body) });

describe("an event", () => {
  it("has the query raw, and decoded with repeated values joined by commas", () => {
    const { rawPath, rawQueryString, queryStringParameters } = event({ url: "/a/1?t=a%20b&t=c&e=" });

    expect({ rawPath, rawQueryString, queryStringParameters }).toEqual({
      rawPath: "/a/1",
      rawQueryString: "t=a%20b&t=c&e=",
      queryStringParameters: { t: "a b,c", e: "" },
    });
    expect(event({})).not.toHaveProperty("queryStringParameters");
  });

  it("has cookies as a list, and not among the headers", () => {
    const { cookies, headers } = event({ headers: { cookie: "a=1; b=2", accept: "x" } });

    expect(cookies).toEqual(["a=1", "b=2"]);
    expect(headers).toMatchObject({ accept: "x", "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https" });
    expect(headers).not.toHaveProperty("cookie");
  });

  it("has plain text as it is, and anything else as base64", () => {
    expect(withBody("application/json; charset=utf-8", "{}")).toMatchObject({ body: "{}", isBase64Encoded: false });
    expect(withBody("application/problem+json", "{}")).toMatchObject({ body: "{}", isBase64Encoded: false });
    expect(withBody("application/octet-stream", "ab")).toMatchObject({ body: "YWI=", isBase64Encoded: true });
    expect(withBody("application/json", "ab", { "content-encoding": "gzip" })).toMatchObject({
      body: "YWI=",
      isBase64Encoded: true,
    });
    expect(event({})).not.toHaveProperty("body");
  });
});

describe("claims", () => {
  it("are text, lists in brackets", () => {
    expect(claimsAsText({ exp: 1700000000, ok: true, "cognito:groups": ["a", "b"], sub: "x" })).toEqual({
      exp: "1700000000",
      ok: "true",
      "cognito:groups": "[a b]",
      sub: "x",
    });
  });
});

describe("what a function returns", () => {
  const shown = (value: Parameters<typeof toResponse>[0]) => {
    const { status, headers, body } = toResponse(value);
    return { status, headers, body: body.toString() };
  };

  it("is a 200 of JSON when it names no status", () => {
    expect(shown({ a: 1 })).toEqual({ status: 200, headers: { "content-type": "application/json" }, body: '{"a":1}' });
    expect(shown("text")).toEqual({ status: 200, headers: { "content-type": "application/json" }, body: "text" });
  });

  it("has its headers in lower case, its cookies, and a type by default", () => {
    expect(
      shown({ statusCode: 201, headers: { ETag: '"1"', "Content-Length": "99" }, cookies: ["a=1", "b=2"], body: "x" }),
    ).toEqual({
      status: 201,
      headers: { etag: '"1"', "content-type": "text/plain;charset=UTF-8", "set-cookie": ["a=1", "b=2"] },
      body: "x",
    });
    expect(shown({ statusCode: 204 })).toEqual({ status: 204, headers: {}, body: "" });
  });

  it("is the gateway's 500 when it doesn't fit the format", () => {
    const failure = {
      status: 500,
      headers: { "content-type": "application/json" },
      body: '{"message":"Internal Server Error"}',
    };

    expect(shown({ statusCode: "teapot" })).toEqual(failure);
    expect(shown({ statusCode: 200, body: { not: "text" } })).toEqual(failure);
  });
});

describe("the throttle", () => {
  it("takes a burst, then as many as its rate refills", () => {
    let now = 0;
    const take = createBucket({ rate: 10, burst: 3 }, () => now);

    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    now += 100;
    expect([take(), take()]).toEqual([true, false]);
    now += 60_000;
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  });
});
