import { beforeAll, describe, expect, it } from "vitest";
import { aPerson, aTicket, superuser, type Me, type Person, type Ticket } from "../support/api.ts";
import { call, ok, refused, refusedAtTheDoor } from "../support/call.ts";

let ana: Person;
let ticket: Ticket;

beforeAll(async () => {
  ana = await aPerson();
  ticket = await aTicket(ana);
});

const create = (fields: object) => ana.post<Ticket>("tickets/", { name: "A ticket", project: ana.project, ...fields });

describe("a body", () => {
  it.each(["{", '{"name": }', "nonsense", '{"name": "a"} {}', "{'name': 'a'}", '\uFEFF{"name": "a"}x'])(
    "that is no JSON is a 400: %s",
    async (body) => {
      refused(await ana.post("tickets/", body), 400);
      refused(await call("POST", "auth/login/", { body }), 400);
    },
  );

  it("that is 1,000 levels deep is a 400", async () => {
    for (const body of ["[".repeat(1000) + "]".repeat(1000), '{"a":'.repeat(1000) + "1" + "}".repeat(1000)])
      refused(await ana.patch("auth/me/", `{"preferences": {"deep": ${body}}}`), 400);
  });

  it("that is 100,000 levels deep is a 400, too", async () => {
    refused(await ana.patch("auth/me/", `{"preferences": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`), 400);
  });

  it("of one byte over 1 MiB is a 413, of 1 MiB is read", async () => {
    const filled = (bytes: number) => `{"name": "${"x".repeat(bytes - 12)}"}`;

    expect(filled(1024 * 1024)).toHaveLength(1024 * 1024);
    refused(await ana.post("tickets/", filled(1024 * 1024 + 1)), 413);
    refused(await ana.post("tickets/", filled(1024 * 1024)), 400, "name");
  });

  it("beyond what the gateway takes is the gateway's 413", async () => {
    refusedAtTheDoor(await ana.post("tickets/", `{"name": "${"x".repeat(7_000_000)}"}`), 413);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx"])(
    "of another type is a 415: %s",
    async (type) => {
      refused(await ana.post("tickets/", '{"name": "a"}', { "content-type": type }), 415);
      refused(await ana.patch(`tickets/${ticket.id}/`, '{"name": "a"}', { "content-type": type }), 415);
    },
  );

  it("may say that it is UTF-8", async () => {
    ok(await ana.patch(`tickets/${ticket.id}/`, {}, { "content-type": "Application/JSON; charset=UTF-8" }));
  });

  it("that is missing says what is required", async () => {
    refused(await ana.post("tickets/"), 400, "name");
  });

  it("names every field that is wrong, each with its code", async () => {
    const wrong = { name: " ", type: "saga", priority_id: 5, due_date: "tomorrow", assignee_ids: "me", extra: 1 };
    const problem = refused(await create(wrong), 400, ...Object.keys(wrong));

    for (const field of Object.keys(wrong)) expect(problem.error_codes?.[field]?.[0]).toMatch(/^[a-z_]+$/);
  });

  it("without a required field gives the code `required`", async () => {
    const { error_codes } = refused(await ana.post("tickets/", { project: ana.project }), 400, "name");

    expect(error_codes).toEqual({ name: ["required"] });
  });
});

describe("text", () => {
  const malformed = { "a NUL": "a\0b", "a lone high surrogate": "a\ud83db", "a lone low surrogate": "\ude00" };

  it.each(Object.entries(malformed))("with %s is refused wherever it stands", async (_, text) => {
    refused(await create({ name: text }), 400, "name");
    refused(await create({ description: text }), 400, "description");
    refused(await create({ tag_names: [text] }), 400, "tag_names.*");
    refused(await ana.patch(`tickets/${ticket.id}/`, { column: text }), 400, "column");
    refused(await ana.post("projects/", { key: "ZZZZZZZZZY", name: text }), 400, "name");
    refused(await ana.post("columns/", { project: ana.project, name: text }), 400, "name");
    refused(await ana.patch("auth/me/", { first_name: text }), 400, "first_name");
    refused(await ana.patch("auth/me/", { preferences: { a: [{ b: text }] } }), 400, "preferences.*");
    refused(await ana.patch("auth/me/", { preferences: { [text]: 1 } }), 400, "preferences.*");
    refused(await call("POST", "auth/login/", { body: { username: text, password: "x" } }), 400, "username");
    refused(await call("POST", "auth/login/", { body: { username: ana.username, password: text } }), 400, "password");
    refused(await call("POST", "auth/token/refresh/", { body: { refresh: text } }), 400, "refresh");
  });

  it("with a NUL is refused in a query", async () => {
    for (const name of ["project", "assignee", "column", "tags", "cursor", "status", "created_after", "parent"])
      refused(await ana.get(`tickets/?${name}=a%00b`), 400, name);
  });

  it("with a NUL in a path names nothing", async () => {
    refused(await ana.get("tickets/a%00b/"), 404);
    refused(await ana.get("projects/a%00b/"), 404);
    refused(await ana.get("columns/a%00b/"), 404);
    refused(await superuser.patch("users/a%00b/", {}), 404);
  });

  it("counts code points: a name of 500 emoji is kept, of 501 refused", async () => {
    const name = "🦕".repeat(500);

    expect(ok(await create({ name }), 201).name).toBe(name);
    refused(await create({ name: `${name}🦕` }), 400, "name");
  });

  it("of 50,000 code points fits into a description, of 50,001 not", async () => {
    const description = "🦕".repeat(50_000);
    const made = ok(await create({ description }), 201);

    expect(ok(await ana.get<Ticket>(`tickets/${made.id}/`)).description === description).toBe(true);
    refused(await ana.patch(`tickets/${made.id}/`, { description: `${description}x` }), 400, "description");
  });

  it("that is a name is trimmed, and blank is empty", async () => {
    expect(ok(await create({ name: " \t\u00a0Tidy \n" }), 201).name).toBe("Tidy");
    refused(await create({ name: " \t\n\u00a0" }), 400, "name");
  });

  it("that looks like part of a language of ours stays text", async () => {
    const name = '#n0 = :v, ${x} \'or\' "1"="1" <script>\u0001\u001f';

    expect(ok(await create({ name }), 201).name).toBe(name);
  });
});

describe("dates", () => {
  it.each(["2025-02-30", "2025-02-29", "2025-13-01", "2025-00-10", "2025-1-2", "20250102", "2025-01-02T00:00:00Z", ""])(
    "that don't exist or have another form are refused: %s",
    async (day) => {
      refused(await create({ due_date: day }), 400, "due_date");
      refused(await create({ start_date: day }), 400, "start_date");
      refused(await ana.get(`tickets/?due_after=${day}`), 400, "due_after");
    },
  );

  it.each(["2024-02-29", "2000-02-29", "1999-12-31", "9999-12-31"])("that exist are kept: %s", async (day) => {
    expect(ok(await create({ due_date: day, start_date: day }), 201)).toMatchObject({ due_date: day, start_date: day });
  });

  it.each(["2025-02-30T10:00:00Z", "yesterday", "2025-01-01T25:00:00Z", "1", "2025-02-30"])(
    "with a time that don't exist are refused: %s",
    async (at) => {
      refused(await ana.get(`tickets/?created_after=${at}`), 400, "created_after");
      refused(await ana.get(`tickets/?updated_after=${at}`), 400, "updated_after");
    },
  );

  it("are told in UTC with milliseconds", async () => {
    const { created_at, updated_at } = ticket;

    for (const at of [created_at, updated_at]) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

describe("ids", () => {
  it("are matched without regard to case", async () => {
    const column = ok(await ana.get<{ results: { id: string }[] }>(`columns/?project=${ana.project.toLowerCase()}`));
    const [first] = column.results;

    expect(ok(await ana.get<Ticket>(`tickets/${ticket.id.toLowerCase()}/`)).id).toBe(ticket.id);
    expect(ok(await ana.get<Ticket>(`projects/${ana.project.toLowerCase()}/`)).id).toBe(ana.project);
    expect(ok(await ana.get(`columns/${first?.id.toUpperCase()}/`))).toMatchObject({ id: first?.id });
    expect(
      ok(await create({ column: first?.id.toUpperCase(), assignee_ids: [ana.id.toUpperCase()] }), 201),
    ).toMatchObject({ column: first?.id, assignee_ids: [ana.id] });
    expect(ok(await superuser.patch<Me>(`users/${ana.id.toUpperCase()}/`, {})).id).toBe(ana.id);
    expect(ok(await create({ project: ana.project.toLowerCase(), parent: ticket.id.toLowerCase() }), 201).parent).toBe(
      ticket.id,
    );
  });

  it.each(["1", "-1", "X", "0", "01", "1-2", "99999999999999999999"])("that are none name nothing: %s", async (id) => {
    refused(await ana.get(`tickets/${ana.project}-${id}x/`), 404);
    refused(await ana.get(`tickets/${id === "1" ? "1" : `${ana.project}-${id}`}/`), 404);
    refused(await ana.get(`columns/${ana.project}.${id}/`), 404);
    refused(await ana.get(`projects/${id}/`), 404);
  });
});
