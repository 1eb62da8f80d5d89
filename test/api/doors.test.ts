import { beforeAll, describe, expect, inject, it } from "vitest";
import { aPerson, holding, superuser, type Person } from "../support/api.ts";
import { call, refused, refusedAtTheDoor, type Problem } from "../support/call.ts";
import { aWorld, doors, guarded, nowhere, type World } from "../support/routes.ts";

let ours: World;
let stranger: Person;

beforeAll(async () => {
  [ours, stranger] = await Promise.all([aWorld(), aPerson()]);
});

const named = (some: typeof doors) => some.map((door) => [door.name, door] as const);

describe("without a token that opens", () => {
  it.each(named(guarded))("%s is refused by the gateway", async (_, { method, path, body }) => {
    const [head, claims = "", signature] = ours.lead.token.split(".");
    const more = {
      ...(JSON.parse(Buffer.from(claims, "base64url").toString()) as object),
      "cognito:groups": "[superusers]",
    };
    const tampered = [head, Buffer.from(JSON.stringify(more)).toString("base64url"), signature].join(".");
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${claims}.`;
    const { expired, ofAnotherClient, ofAnotherPool } = inject("place").tokens;

    const { refresh } = ours.lead;
    const bad = [undefined, "", "nonsense", tampered, unsigned, expired, ofAnotherClient, ofAnotherPool, refresh];

    for (const token of bad)
      refusedAtTheDoor(await call(method, path(ours), { body, ...(token !== undefined && { token }) }), 401);
  });

  it.each(named(guarded))("%s is refused by its function when it is an ID token", async (_, { method, path, body }) => {
    refused(await call(method, path(ours), { body, token: inject("place").tokens.id }), 401);
  });

  it("a wrong development key is refused, and beside it a good token doesn't help", async () => {
    const headers = { "x-super-secret-key": "dev-super-secret-key-54321" };

    refusedAtTheDoor(await call("GET", "auth/me/", { headers }), 401);
    refusedAtTheDoor(await call("GET", "auth/me/", { headers, token: ours.lead.token }), 401);
  });
});

describe("an address", () => {
  it.each(named(doors))("of %s works with and without its trailing slash, never by a redirect", async (_, one) => {
    const { method, path, route } = one;
    const slash = path(nowhere(ours));
    const send = (where: string) => call(method, where, { token: stranger.token, body: route.body && { nope: 1 } });
    const [a, b] = [await send(slash), await send(slash.replace(/\/$/, ""))];

    expect(a.headers.get("x-request-id")).toMatch(/./);
    expect([a.status, a.status >= 300 && a.status < 400]).toEqual([b.status, false]);
  });

  it.each([
    ["GET", "/api/nothing/"],
    ["GET", "/api/tickets/"],
    ["GET", "nothing/"],
    ["PUT", "tickets/"],
    ["DELETE", "tickets/"],
    ["GET", "auth/login/"],
    ["GET", "tickets//"],
    ["POST", "/api/health/"],
  ] as const)("that no route has is the gateway's 404 (%s %s)", async (method, path) => {
    refusedAtTheDoor(await call(method, path, { token: stranger.token }), 404);
  });
});

describe("what isn't known", () => {
  it.each(named(doors))(
    "%s refuses an unknown query parameter by its name",
    async (_, { method, path, query, body }) => {
      for (const name of ["nope", "page_sise", "constructor", "__proto__"])
        refused(
          await call(method, `${path(ours)}?${query(ours)}${name}=1`, { body, token: ours.lead.token }),
          400,
          name,
        );
    },
  );

  it.each(named(doors))("%s refuses an empty query parameter by its name", async (_, { method, path, body }) => {
    refused(await call(method, `${path(ours)}?page_size=`, { body, token: ours.lead.token }), 400, "page_size");
  });

  it.each(named(doors))(
    "%s refuses a query parameter that is given twice",
    async (_, { method, path, query, body }) => {
      const twice = `${path(ours)}?${query(ours)}page_size=2&page_size=2`;

      refused(await call(method, twice, { body, token: ours.lead.token }), 400, "page_size");
    },
  );

  const withBody = doors.filter(({ method }) => method === "POST" || method === "PATCH");

  it.each(named(withBody))("%s refuses unknown fields, naming each", async (_, { method, path, body }) => {
    const unknown = JSON.parse('{"nope": 1, "created_at": null, "toString": 2, "__proto__": {}}') as object;
    const sent = JSON.stringify({ ...(body as object), nope: 1 }).replace(/}$/, `,${JSON.stringify(unknown).slice(1)}`);
    const problem = refused(await call(method, path(ours), { body: sent, token: ours.lead.token }), 400);

    expect(Object.keys(problem.errors ?? {})).toEqual(expect.arrayContaining(["nope", "created_at", "toString"]));
    expect(Object.hasOwn(problem.errors ?? {}, "__proto__")).toBe(true);
  });

  it.each(named(withBody))("%s refuses a body that is no object", async (_, { method, path }) => {
    for (const body of ["[]", '"text"', "1", "true", "null"])
      refused(await call(method, path(ours), { body, token: ours.lead.token }), 400);
  });
});

describe("another team's", () => {
  const scoped = guarded.filter(({ route, name }) => route.path.includes("{") && !name.startsWith("users."));

  it.each(named(scoped))("things are as if they weren't there, for %s", async (_, { method, path, body }) => {
    const there = await call<Problem>(method, path(ours), { body, token: stranger.token });
    const not = await call<Problem>(method, path(nowhere(ours)), { body, token: stranger.token });

    refused(there, 404);
    expect({ ...there.body, request_id: "" }).toEqual({ ...not.body, request_id: "" });
    expect(there.headers.get("x-capacity-units")).toBeNull();
  });

  it.each(["tickets/?project=", "tickets/counts/?project=", "columns/?project=", "tags/?project=", "users/?project="])(
    "project scopes no list: %s",
    async (list) => {
      refused(await stranger.get(`${list}${ours.project}`), 404);
      refused(await stranger.get(`${list}ZZZZZZZZZZ`), 404);
    },
  );

  it("ticket scopes no list", async () => {
    refused(await stranger.get(`comments/?ticket=${ours.ticket}`), 404);
    refused(await stranger.get("comments/?ticket=ZZZZZZZZZZ-1"), 404);
  });

  it("project can't be named in a body", async () => {
    const { project } = ours;

    refused(await stranger.post("tickets/", { project, name: "x" }), 400, "project");
    refused(await stranger.post("columns/", { project, name: "x" }), 400, "project");
    refused(
      await stranger.post("columns/reorder/", { project, order: [{ id: ours.column, order: 0 }] }),
      400,
      "project",
    );
    refused(await stranger.post("tickets/", { column: ours.column, name: "x" }), 400, "column");
    refused(await stranger.post("comments/", { ticket: ours.ticket, content: "x" }), 400, "ticket");
  });

  it("things are in no list", async () => {
    for (const list of ["tickets/", "columns/", "projects/", "users/", "tags/", "contacts/"])
      expect(JSON.stringify((await stranger.get(list)).body)).not.toMatch(
        new RegExp(`${ours.project}|${ours.contact}`),
      );
  });

  it("things are open to a superuser", async () => {
    for (const path of [
      `projects/${ours.project}/`,
      `tickets/${ours.ticket}/`,
      `columns/${ours.column}/`,
      `comments/${ours.comment}/`,
    ])
      expect((await superuser.get(path)).status).toBe(200);
  });

  it("things stay as they were, whatever a stranger has tried", async () => {
    const { body } = await holding(ours.lead.token).get(`tickets/${ours.ticket}/`);

    expect(body).toMatchObject({ version: 1, followers_count: 1 });
  });
});
