import { beforeAll, describe, expect, inject, it } from "vitest";
import { aPerson, type Person } from "../support/api.ts";
import { call, ok, refused, refusedAtTheDoor, type Method, type Problem } from "../support/call.ts";
import { raw } from "../support/raw.ts";
import { aWorld, doors, guarded, type Door, type World } from "../support/routes.ts";

/** Requests that come from where they shouldn't: past the distribution, or from a page of another site. */

let world: World;
let stranger: Person;

beforeAll(async () => {
  [world, stranger] = await Promise.all([aWorld(), aPerson()]);
});

const named = (some: readonly Door[]) => some.map((door) => [door.name, door] as const);
const asJson = { "content-type": "application/json" };

describe("the API's own address, beside the distribution", () => {
  const bare = (method: Method, path: string, headers: Record<string, string> = {}, body = "") =>
    raw(method, path.replace(/\/$/, ""), headers, body, inject("place").api);

  it.each(named(doors))("answers nobody: %s", async (_, { method, path, route, body }) => {
    const sent = body === undefined ? "" : JSON.stringify(body);
    const authorization = `Bearer ${world.lead.token}`;
    const nobody = await bare(method, path(world), asJson, sent);
    const member = await bare(method, path(world), { ...asJson, authorization }, sent);
    const guessing = await bare(method, path(world), { ...asJson, authorization, "x-origin-secret": "x" }, sent);

    expect(nobody.status).toBe(route.access === "public" ? 403 : 401);
    for (const answer of [member, guessing]) {
      expect(answer.status).toBe(403);
      expect((JSON.parse(answer.text) as Problem).code).toBe("request.origin");
      expect(Object.keys(answer.headers)).not.toContain("set-cookie");
    }
  });

  it("can't be opened by a header that a client sends to the distribution, nor shut", async () => {
    ok(await call("GET", "/api/health/", { headers: { "x-origin-secret": "nonsense" } }));
  });

  it("lets nobody say where they come from: another address each time is no other try", async () => {
    const person = await aPerson();
    const guess = (n: number) =>
      raw(
        "POST",
        "/api/tickets/auth/login/",
        {
          ...asJson,
          "x-viewer-address": [`198.51.100.${n}`, `203.0.113.${n}`],
          "x-forwarded-for": `198.51.100.${n}`,
          "cloudfront-viewer-address": `198.51.100.${n}:1`,
          forwarded: `for=198.51.100.${n}`,
        },
        JSON.stringify({ username: person.username, password: `guess ${n}` }),
      );
    for (let n = 0; n < 10; n++) expect((await guess(n)).status).toBe(401);

    expect((await guess(11)).status).toBe(429);
  });
});

describe("a page of another site", () => {
  const origin = "https://evil.example";

  it.each(named(doors))("may read no answer of %s, and isn't told that it could ask", async (_, door) => {
    const { method, path, body } = door;
    const plain = await call(method, path(world), { body, headers: { origin } });
    const before = await raw("OPTIONS", path(world), {
      origin,
      "access-control-request-method": method,
      "access-control-request-headers": "authorization, content-type",
    });

    for (const headers of [Object.fromEntries(plain.headers), before.headers])
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    expect(before.status).toBeGreaterThanOrEqual(400);
  });

  it("gets nowhere with the cookie that a browser might send along", async () => {
    const { username, password } = stranger;
    const login = await call("POST", "auth/login/", { body: { username, password, cookie: true } });
    const cookie = login.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect(cookie).toMatch(/^\w+=.{100}/);
    for (const { method, path, body } of guarded)
      refusedAtTheDoor(await call(method, path(world), { body, headers: { cookie, origin } }), 401);

    // What a form or an image can send without asking first.
    const text = '{"cookie": true, "x": "="}';
    for (const action of ["token/refresh", "logout", "login", "register", "password/forgot", "password/reset"]) {
      for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
        refused(
          await call("POST", `auth/${action}/`, { body: text, headers: { cookie, origin, "content-type": type } }),
          415,
        );
      const empty = await raw("POST", `/api/tickets/auth/${action}/`, { cookie, origin });
      expect([action, empty.status]).toEqual([action, action === "logout" ? 204 : 400]);
      refusedAtTheDoor(await call("GET", `auth/${action}/`, { headers: { cookie, origin } }), 404);
    }
    const renewed = await call("POST", "auth/token/refresh/", { body: { cookie: true }, headers: { cookie } });

    expect(renewed.status).toBe(200); // the session goes on
  });
});
