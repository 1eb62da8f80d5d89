import { beforeAll, describe, expect, it } from "vitest";
import { aPerson, aRegistration, holding, type Me, type Person, type Registered } from "../support/api.ts";
import { call, ok, refused, type Answer, type Problem } from "../support/call.ts";

interface Tokens {
  readonly access: string;
  readonly refresh: string | null;
}

let ana: Person;

beforeAll(async () => {
  ana = await aPerson();
});

const login = (username: unknown, password: unknown = ana.password, more: object = {}) =>
  call<{ message: string; user: Me; tokens: Tokens }>("POST", "auth/login/", { body: { username, password, ...more } });
const refresh = (body: object, cookie?: string) =>
  call<Tokens>("POST", "auth/token/refresh/", { body, ...(cookie !== undefined && { headers: { cookie } }) });
const logout = (body: object, cookie?: string) =>
  call("POST", "auth/logout/", { body, ...(cookie !== undefined && { headers: { cookie } }) });

describe("logging in", () => {
  it("works by user name and by address, in any case", async () => {
    for (const name of [ana.username, ana.email, ana.username.toUpperCase(), ana.email.toUpperCase()]) {
      const { message, user, tokens } = ok(await login(name));
      expect(message).toMatch(/./);
      expect(user).toMatchObject({ id: ana.id, username: ana.username, preferences: {} });
      expect(ok(await holding(tokens.access).get<Me>("auth/me/")).id).toBe(ana.id);
    }
  });

  it("answers the same for somebody unknown as for a wrong password", async () => {
    const answers = [
      await login(ana.username, "not the password"),
      await login(ana.email, "not the password"),
      await login("nobody-of-this-name"),
      await login("nobody@example.com"),
      await login("nobody"),
      await login(ana.username, ana.password.toUpperCase()),
      await login(ana.username, ` ${ana.password}`),
    ] as Answer<unknown>[];

    for (const answer of answers) refused(answer, 401);
    const said = answers.map(({ body }) => JSON.stringify({ ...(body as Problem), request_id: "" }));
    expect(new Set(said).size).toBe(1);
  });

  it("names what is missing", async () => {
    refused(await call("POST", "auth/login/", { body: {} }), 400, "username", "password");
    refused(await login(7, ["x"]), 400, "username", "password");
    refused(await login("", ""), 400, "username", "password");
    refused(await login(ana.username, ana.password, { remember: true }), 400, "remember");
  });
});

describe("refreshing", () => {
  it("gives a new access token", async () => {
    const { access } = ok(await refresh({ refresh: ana.refresh }));

    expect(ok(await holding(access).get<Me>("auth/me/")).id).toBe(ana.id);
  });

  it("refuses what is no refresh token", async () => {
    for (const token of ["nonsense", ana.token, `${ana.refresh}x`, "a.b.c", "a.b.c.d.e"])
      refused(await refresh({ refresh: token }), 401);
  });

  it("names what is missing", async () => {
    refused(await refresh({}), 400, "refresh");
    refused(await refresh({ refresh: 7 }), 400, "refresh");
    refused(await refresh({ refresh: null }), 400, "refresh");
    refused(await refresh({ refresh: ana.refresh, cookie: "yes" }), 400, "cookie");
  });
});

describe("logging out", () => {
  it("ends the refresh token, needs no bearer, and may be repeated", async () => {
    const bea = await aPerson();
    for (let i = 0; i < 3; i++) ok(await logout({ refresh: bea.refresh }), 204);

    refused(await refresh({ refresh: bea.refresh }), 401);
  });

  it("leaves other sessions alone", async () => {
    const { tokens } = ok(await login(ana.username));
    ok(await logout({ refresh: tokens.refresh }), 204);

    ok(await refresh({ refresh: ana.refresh }));
  });

  it("takes what is no refresh token for one that has ended", async () => {
    for (const token of ["nonsense", ana.token, "a.b.c.d.e"]) ok(await logout({ refresh: token }), 204);
  });
});

describe("cookie mode", () => {
  const cookieOf = ({ headers }: Answer): { pair: string; attributes: string[] } => {
    const [cookie = "", ...others] = headers.getSetCookie();
    expect(others).toEqual([]);
    const [pair = "", ...attributes] = cookie.split(/;\s*/);
    return { pair, attributes: attributes.map((attribute) => attribute.toLowerCase()) };
  };

  const expectShut = (attributes: string[]) =>
    expect(attributes).toEqual(
      expect.arrayContaining(["httponly", "secure", "samesite=strict", "path=/api/tickets/auth/"]),
    );

  it("keeps the refresh token of a login in a cookie that no script and no other site gets at", async () => {
    const answer = await login(ana.username, ana.password, { cookie: true });
    const { pair, attributes } = cookieOf(answer);

    expect(ok(answer).tokens.refresh).toBeNull();
    expectShut(attributes);
    expect(attributes.some((attribute) => attribute.startsWith("domain"))).toBe(false);
    expect(JSON.stringify(answer.body)).not.toContain(pair.split("=")[1]);
  });

  it("does the same for a registration", async () => {
    const answer = await call<Registered>("POST", "auth/register/", { body: aRegistration({ cookie: true }) });
    const { pair, attributes } = cookieOf(answer);

    expect(ok(answer, 201).tokens.refresh).toBeNull();
    expectShut(attributes);
    ok(await refresh({ cookie: true }, pair));
  });

  it("refreshes and logs out by the cookie alone", async () => {
    const { pair } = cookieOf(await login(ana.username, ana.password, { cookie: true }));
    const renewed = ok(await refresh({ cookie: true }, `theme=dark; ${pair}; lang=en`));
    expect(ok(await holding(renewed.access).get<Me>("auth/me/")).id).toBe(ana.id);
    expect(renewed.refresh ?? null).toBeNull();
    const over = await logout({ cookie: true }, pair);

    ok(over, 204);
    const { pair: emptied, attributes } = cookieOf(over);
    expect(emptied).toMatch(/^\w+=$/);
    expectShut(attributes);
    expect(attributes).toContain("max-age=0");
    refused(await refresh({ cookie: true }, pair), 401);
    ok(await logout({ cookie: true }, pair), 204);
  });

  it("without a cookie has no session, and logging out is fine", async () => {
    refused(await refresh({ cookie: true }), 401);
    ok(await logout({ cookie: true }), 204);
  });

  it("is asked for: a cookie alone refreshes nothing", async () => {
    const { pair } = cookieOf(await login(ana.username, ana.password, { cookie: true }));

    refused(await refresh({}, pair), 400, "refresh");
  });

  it("sets no cookie where it wasn't asked for", async () => {
    expect((await login(ana.username)).headers.getSetCookie()).toEqual([]);
  });
});
