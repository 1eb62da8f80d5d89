import { afterEach, describe, expect, it } from "vitest";
import { anEvent } from "./event.fixture.ts";
import { identify, visitOf } from "./identify.ts";
import type { Event } from "./door.ts";

const context = { getRemainingTimeInMillis: () => 1000 };

function asked(claims: Record<string, string>): Event {
  const event = anEvent();
  return {
    ...event,
    requestContext: { ...event.requestContext, authorizer: { jwt: { claims, scopes: [] } } },
  } as Event; // the authorizer's addition
}

const who = (claims: Record<string, string>) => identify(asked(claims), visitOf(anEvent(), context));

describe("Who asks", () => {
  it("is the access token's subject, and a superuser by its groups", () => {
    expect(who({ sub: "u1", token_use: "access" })).toMatchObject({ id: "u1", superuser: false });
    expect(who({ sub: "u1", token_use: "access", "cognito:groups": "[staff superusers]" }).superuser).toBe(true);
    expect(who({ sub: "u1", token_use: "access", "cognito:groups": "[not-superusers]" }).superuser).toBe(false);
  });

  it("is nobody with an ID token, or without claims", () => {
    expect(() => who({ sub: "u1", token_use: "id" })).toThrow(expect.objectContaining({ kind: "unauthenticated" }));
    expect(() => who({})).toThrow(expect.objectContaining({ kind: "unauthenticated" }));
  });
});

describe("A visit", () => {
  afterEach(() => void delete process.env.ORIGIN_SECRET);

  it("has its cookies and the version of If-Match", () => {
    const visit = visitOf(anEvent({ cookies: ["a=1", "b=x=y"], headers: { "if-match": '"7.digest"' } }), context);

    expect(visit).toMatchObject({ requestId: "request-1", cookies: { a: "1", b: "x=y" }, expect: [7] });
    expect(visitOf(anEvent({ headers: { "if-match": "*" } }), context).expect).toBe("any");
    expect(visitOf(anEvent({ headers: { "if-match": "nonsense" } }), context).expect).toEqual([]);
  });

  it("is refused off the front door", () => {
    process.env.ORIGIN_SECRET = "s";

    expect(() => visitOf(anEvent(), context)).toThrow(expect.objectContaining({ kind: "forbidden" }));
    expect(visitOf(anEvent({ headers: { "x-origin-secret": "s" } }), context).requestId).toBe("request-1");
  });
});
