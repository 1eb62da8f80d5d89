import { describe, expect, it } from "vitest";
import {
  aPerson,
  aRegistration,
  aWord,
  columnsOf,
  holding,
  type ProjectDetail,
  type Registered,
} from "../support/api.ts";
import { call, ok, refused } from "../support/call.ts";

const register = (body: unknown) => call<Registered>("POST", "auth/register/", { body });

/** A registration without a key of its own. */
const keyless = (wish: Record<string, unknown> = {}) => {
  const { project_key: _, ...body } = aRegistration(wish);
  return body;
};

describe("registering", () => {
  it("makes a user, a project that they lead with the default columns, and tokens that work", async () => {
    const body = aRegistration({ first_name: "Ana", last_name: "Sá", project_name: "Ana's plans" });
    const { message, user, project, tokens } = ok(await register({ ...body, password_confirm: body.password }), 201);

    expect(message).toMatch(/./);
    expect(user).toMatchObject({ username: body.username, email: body.email, first_name: "Ana", last_name: "Sá" });
    expect(user).toMatchObject({ email_verified: false, is_superuser: false, is_active: true });
    expect(project).toMatchObject({ id: body.project_key, key: body.project_key, name: "Ana's plans" });
    const ana = holding(tokens.access);
    const detail = ok(await ana.get<ProjectDetail>(`projects/${project.key}/`));
    expect(detail.members).toEqual([{ ...pick(user), role: "lead" }]);
    expect(detail.lead_username).toBe(body.username);
    const columns = (await columnsOf(ana, project.key)).map(({ name, status, order }) => ({ name, status, order }));
    expect(columns).toEqual([
      { name: "To Do", status: "new", order: 0 },
      { name: "In Progress", status: "in_progress", order: 1 },
      { name: "Review", status: "review", order: 2 },
      { name: "Done", status: "done", order: 3 },
    ]);
    ok(await call("POST", "auth/token/refresh/", { body: { refresh: tokens.refresh } }));
  });

  const pick = ({ id, username, email, first_name, last_name }: Registered["user"]) => ({
    id,
    username,
    email,
    first_name,
    last_name,
  });

  it("derives a key when none is given, and makes it unique", async () => {
    const word = aWord().slice(0, 6);
    const [a, b] = [
      ok(await register(keyless({ project_name: `${word} one` })), 201),
      ok(await register(keyless({ project_name: `${word} two` })), 201),
    ];

    for (const { project } of [a, b]) expect(project.key).toMatch(/^[A-Z][A-Z0-9]{1,9}$/);
    expect(a.project.key.startsWith(word.slice(0, 3).toUpperCase())).toBe(true);
    expect(a.project.key).not.toBe(b.project.key);
  });

  it.each(["日本語プロジェクト", "123", "🦕", "É"])("derives a key from any name: %s", async (project_name) => {
    const { project } = ok(await register(keyless({ project_name })), 201);

    expect(project).toMatchObject({ name: project_name, key: expect.stringMatching(/^[A-Z][A-Z0-9]{1,9}$/) as string });
  });

  it("takes a key in any case", async () => {
    const body = aRegistration();

    expect(ok(await register({ ...body, project_key: body.username }), 201).project.key).toBe(body.project_key);
  });

  it("refuses a key that is taken, and leaves nothing behind", async () => {
    const ana = await aPerson();
    const body = aRegistration({ project_key: ana.project.toLowerCase() });
    refused(await register(body), 409);

    ok(await register({ ...body, project_key: aWord() }), 201);
  });

  it("refuses a user name that is taken, in any case", async () => {
    const ana = await aPerson();

    refused(await register(aRegistration({ username: ana.username.toUpperCase() })), 409);
  });

  it("refuses an address that is taken, in any case", async () => {
    const ana = await aPerson();
    const body = aRegistration({ email: ana.email.toUpperCase() });
    refused(await register(body), 409);

    ok(await register({ ...body, email: `${body.username}@example.com` }), 201);
  });

  it("refuses a repetition with another password", async () => {
    const body = aRegistration();
    ok(await register(body), 201);

    refused(await register({ ...body, password: "something else entirely" }), 409);
  });

  it("gives a name to one of two who ask for it at once", async () => {
    const { username } = aRegistration();
    const both = await Promise.all([register(aRegistration({ username })), register(aRegistration({ username }))]);

    expect(both.map((answer) => answer.status).sort()).toEqual([201, 409]);
  });

  it("needs a name, an address and a password, and says so of all three", async () => {
    refused(await register({}), 400, "username", "email", "password");
    refused(await register({ username: null, email: null, password: null }), 400, "username", "email", "password");
  });

  it.each(["ab", "a b", "a@b", "a/b", "", "   ", "x".repeat(129), 7])(
    "refuses a user name like %j",
    async (username) => {
      refused(await register(aRegistration({ username })), 400, "username");
    },
  );

  it("takes a user name of letters of any script, digits and _ . + -", async () => {
    const username = `Ünïcødé_.+-${aWord()}`;

    expect(ok(await register(aRegistration({ username })), 201).user.username).toBe(username);
  });

  it.each(["x", "x@", "@example.com", "x@example", "x y@example.com", "x@exa mple.com", "x@@example.com", 7])(
    "refuses an address like %j",
    async (email) => {
      refused(await register(aRegistration({ email })), 400, "email");
    },
  );

  it.each(["short12", "x".repeat(129), "password", "12345678", "Qwerty123", 12345678])(
    "refuses a password like %j",
    async (password) => {
      refused(await register(aRegistration({ password })), 400, "password");
    },
  );

  it("refuses the user name or the address as password", async () => {
    const body = aRegistration();

    refused(await register({ ...body, password: body.username.toUpperCase() }), 400, "password");
    refused(await register({ ...body, password: body.email }), 400, "password");
  });

  it.each(["aaaaaaaa bbbbbbbb", "пароль из слов", "🦕🦕🦕🦕🦕🦕🦕🦕", "x".repeat(128)])(
    "takes a password without asking for classes: %s",
    async (password) => {
      const body = aRegistration({ password });
      ok(await register(body), 201);

      ok(await call("POST", "auth/login/", { body: { username: body.username, password } }));
    },
  );

  it("refuses a confirmation that differs", async () => {
    refused(await register(aRegistration({ password_confirm: "something else" })), 400, "password_confirm");
  });

  it.each(["A", "1A", "A-B", "ABCDEFGHIJK", "É1", 7])("refuses a project key like %j", async (project_key) => {
    refused(await register(aRegistration({ project_key })), 400, "project_key");
  });

  it("refuses other fields", async () => {
    refused(await register(aRegistration({ is_superuser: true, role: "lead" })), 400, "is_superuser", "role");
  });
});
