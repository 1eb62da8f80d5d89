import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, columnsOf, holding, superuser, type Me, type Person, type Ticket } from "../support/api.ts";
import { call, ok, refused, refusedAtTheDoor } from "../support/call.ts";
import { followed, operations, published } from "../support/document.ts";
import { raw } from "../support/raw.ts";
import { aWorld, doors, type Door, type World } from "../support/routes.ts";

/** Requests that mean two things at once, or bring along what is not theirs to say. */

let world: World;
let stranger: Person;

beforeAll(async () => {
  [world, stranger] = await Promise.all([aWorld(), aPerson()]);
});

const named = (some: readonly Door[]) => some.map((door) => [door.name, door] as const);

describe("mass assignment", () => {
  const fields = new Set(
    Object.values(published.components.schemas).flatMap((one) => Object.keys(one.properties ?? {})),
  );
  const withBody = doors.filter(({ method, route }) => (method === "POST" || method === "PATCH") && route.body);

  /** Every member that any answer or body has, but those that this body takes. */
  function foreign({ name }: Door): string[] {
    const operation = operations.find(({ call: { operationId } }) => operationId === name);
    const taken = followed(operation?.call.requestBody?.content["application/json"]?.schema ?? {}).properties ?? {};
    return [...fields, "owner", "role_id", "password_hash", "pk", "sk", "_e", "ttl", "v"].filter(
      (one) => !(one in taken),
    );
  }

  it.each(named(withBody))("is refused by %s: every field of another resource, by its name", async (_, door) => {
    const all = foreign(door);
    const body = { ...(door.body as object), ...Object.fromEntries(all.map((field) => [field, "x"])) };
    const problem = refused(await call(door.method, door.path(world), { body, token: world.lead.token }), 400);

    expect(all.length).toBeGreaterThan(50);
    expect(Object.keys(problem.errors ?? {})).toEqual(expect.arrayContaining(all));
  });

  it("makes nobody more than they are", async () => {
    const { id } = stranger;
    for (const gift of [{ is_superuser: true }, { is_staff: true }, { id: world.lead.id }, { email_verified: true }])
      refused(await stranger.patch("auth/me/", { first_name: "x", ...gift }), 400, ...Object.keys(gift));
    refused(
      await stranger.patch("auth/me/", { preferences: { "cognito:groups": ["superusers"] }, groups: ["x"] }),
      400,
    );
    ok(await stranger.patch("auth/me/", { preferences: { is_superuser: true, "__proto__.is_superuser": true } }));

    expect(ok(await stranger.get<Me>("auth/me/"))).toMatchObject({ id, is_superuser: false, is_staff: false });
    refused(await stranger.patch(`users/${id}/`, { is_superuser: true }), 403);
  });

  it("doesn't reach inside: what a bulk change and a new order may not say", async () => {
    const { lead, project, ticket } = world;
    const [column] = await columnsOf(lead, project);
    for (const field of ["reporter", "version", "project", "id", "before", "rank", "number", "created_at"])
      refused(await lead.post("tickets/bulk/", { ids: [ticket], set: { [field]: "x" } }), 400);
    refused(await lead.post("columns/reorder/", { project, order: [{ id: column.id, order: 0, wip_limit: 1 }] }), 400);
  });
});

describe("a request that says a thing twice", () => {
  it("is judged by what is done: the last of two members of one name", async () => {
    const twice = (first: string, last: string): string =>
      `{"name": "x", "project": ${JSON.stringify(first)}, "project": ${JSON.stringify(last)}}`;

    refused(await stranger.post("tickets/", twice(stranger.project, world.project)), 400, "project");
    const made = ok(await stranger.post<Ticket>("tickets/", twice(world.project, stranger.project)), 201);
    expect(made.project).toBe(stranger.project);
  });

  it("may not say in body or query what the path says", async () => {
    const { lead, ticket, project } = world;

    refused(
      await stranger.post(`tickets/?project=${project}`, { name: "x", project: stranger.project }),
      400,
      "project",
    );
    refused(await lead.patch(`tickets/${ticket}/?id=${ticket}`, {}), 400, "id");
    refused(await lead.patch(`tickets/${ticket}/`, { id: "ZZZZZZZZZZ-1" }), 400, "id");
    refused(await lead.patch(`projects/${project}/`, { key: "ZZZZZZZZZZ" }), 400, "key");
    refused(await lead.get(`tickets/?project=${stranger.project}&project=${project}`), 400, "project");
    refused(await lead.get(`comments/?ticket=${ticket}&ticket=ZZZZZZZZZZ-1`), 400, "ticket");
  });

  it("can't bring two tokens, of which one would be checked and the other believed", async () => {
    const [mine, other] = [stranger, world.lead].map(({ token }) => `Bearer ${token}`) as [string, string];
    const answer = await raw("GET", "/api/tickets/auth/me/", { authorization: [mine, other] });

    expect(answer.status).toBe(401);
  });

  it.each(["x-http-method-override", "x-http-method", "x-method-override"])(
    "can't mean another method: %s",
    async (header) => {
      ok(await world.lead.get(`tickets/${world.ticket}/`, { [header]: "DELETE" }));
      ok(await world.lead.get(`tickets/${world.ticket}/`, { "x-original-url": "/api/tickets/users/" }));
    },
  );

  it("can't mean another address than the one that was checked", async () => {
    const { lead, project, ticket } = world;
    const authorization = `Bearer ${lead.token}`;
    for (const path of [
      "/api/tickets/auth/login/../../tickets/",
      "/api/tickets/auth/login/%2e%2e/%2e%2e/tickets/",
      "/api/tickets/auth/login/..%2f..%2ftickets/",
      "/api/health/../tickets/tickets/",
      "//api/tickets/tickets/",
      "/api//tickets/tickets/",
      "/api/tickets/tickets/;/",
      "/API/tickets/tickets/",
      "/%61pi/tickets/tickets/",
      `/api/tickets/tickets/${ticket}%2Flinks/`,
      `/api/tickets/tickets/${ticket}%00/`,
      `/api/tickets/projects/${project}/board/../`,
    ]) {
      const [nobody, somebody] = [await raw("GET", path), await raw("GET", path, { authorization })];

      expect([path, nobody.status === 200 && !nobody.text.startsWith("<!doctype")]).toEqual([path, false]);
      expect([path, somebody.text.includes(`"key":"${project}"`) || somebody.text.includes('"results"')]).toEqual([
        path,
        false,
      ]);
    }
  });
});

describe("a token in another's place", () => {
  it("says nothing that its own bearer hasn't: not by header, cookie, query or body", async () => {
    const { token } = world.lead;
    const ways: readonly (readonly [string, Record<string, string>])[] = [
      [`auth/me/?access_token=${token}`, {}],
      ["auth/me/", { cookie: `access_token=${token}; authorization=Bearer ${token}` }],
      ["auth/me/", { "x-amzn-oidc-identity": world.lead.id, "x-apigateway-event": "{}" }],
      ["auth/me/", { "x-forwarded-authorization": `Bearer ${token}` }],
      ["auth/me/", { authorization: `Basic ${Buffer.from(`${world.lead.username}:x`).toString("base64")}` }],
    ];
    for (const [path, headers] of ways) refusedAtTheDoor(await call("GET", path, { headers }), 401);
  });

  it("of somebody who was removed opens nothing of that project", async () => {
    const member = await aMember(world.lead);
    ok(await member.get(`tickets/${world.ticket}/`));
    ok(await world.lead.delete(`projects/${world.project}/members/${member.id}/`), 204);

    refused(await holding(member.token).get(`tickets/${world.ticket}/`), 404);
    refused(await holding(member.token).post("comments/", { ticket: world.ticket, content: "x" }), 400, "ticket");
  });
});

describe("no answer of the API", () => {
  it("is a table that a spreadsheet would run: there are JSON and the reference's page, and nothing else", () => {
    const types = new Set(
      operations.flatMap(({ call: { responses } }) =>
        Object.values(responses).flatMap((one) => ("content" in one && one.content ? Object.keys(one.content) : [])),
      ),
    );

    expect([...types].sort()).toEqual(["application/json", "application/problem+json", "text/html"]);
  });

  it("keeps a formula from being written and read as the text that it is", async () => {
    const name = '=HYPERLINK("https://evil.example","click")';
    const { id } = ok(await stranger.post<Ticket>("tickets/", { name, project: stranger.project }), 201);

    expect(ok(await superuser.get<Ticket>(`tickets/${id}/`)).name).toBe(name);
  });
});
