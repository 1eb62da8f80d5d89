import { authRoutes } from "@tessera/core/auth/auth.schema";
import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OfflineError } from "./error.ts";
import { send, urlOf } from "./send.ts";

type Handler = (url: string, init: RequestInit) => Response | Promise<Response>;

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const asks: { url: string; init: RequestInit }[] = [];

/** Answers by path; every request is kept. */
function api(handlers: Record<string, Handler>): void {
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    asks.push({ url, init });
    const handler = Object.entries(handlers).find(([path]) => url.startsWith(path))?.[1];
    return Promise.resolve(handler ? handler(url, init) : json({ message: "Not Found" }, 404));
  });
}

/** A token that lives for `seconds`, of our own making: nothing here checks signatures. */
const token = (name: string, seconds = 900) =>
  `h.${btoa(JSON.stringify({ sub: "u1", iat: 1000, exp: 1000 + seconds, name }))}.s`;
const me = {
  id: "u1",
  username: "ada",
  first_name: null,
  last_name: null,
  email: "a@b.c",
  email_verified: true,
  is_superuser: false,
  is_staff: false,
  is_active: true,
  preferences: {},
};
const LOGIN = authRoutes.login.path;
const REFRESH = authRoutes.refresh.path;
const TICKET = "/api/tickets/tickets/DEMO-1/";
const bearer = (i: number) => new Headers(asks[i]?.init.headers).get("authorization");
const paths = () => asks.map((ask) => ask.url);

/** A fresh app: its session is one per page. */
async function start() {
  vi.resetModules();
  const [{ call }, { session }] = await Promise.all([import("./call.ts"), import("./session.svelte.ts")]);
  return { call, session, login: () => session.login({ username: "ada", password: "secret" }) };
}

const loggedIn =
  (seconds?: number): Handler =>
  () =>
    json({ message: "", user: me, tokens: { access: token("first", seconds), refresh: null } });
const ok: Handler = () => json({ id: "DEMO-1" });

beforeEach(() => void asks.splice(0));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("urlOf", () => {
  it("fills the path, escaped, and appends the query", () => {
    expect(urlOf(ticketRoutes.get, { params: { id: "a/b" } })).toBe("/api/tickets/tickets/a%2Fb/");
    expect(
      urlOf(ticketRoutes.list, { query: { column: "c 1", ordering: "rank", tags: ["x", "y"], search: undefined } }),
    ).toBe("/api/tickets/tickets/?column=c+1&ordering=rank&tags=x&tags=y");
  });
});

describe("send", () => {
  it("reads a problem document, and what the gateway says", async () => {
    api({
      [TICKET]: () =>
        json(
          { status: 400, code: "input.invalid", detail: "name: No.", errors: { name: ["No."] }, request_id: "r1" },
          400,
        ),
      [LOGIN]: () => json({ message: "Too Many Requests" }, 429),
    });

    const refusal = await send(ticketRoutes.get, { params: { id: "DEMO-1" } }, null).catch((e: unknown) => e);
    expect(refusal).toMatchObject({ status: 400, code: "input.invalid", errors: { name: ["No."] }, requestId: "r1" });
    await expect(send(authRoutes.login, { body: {} }, null)).rejects.toMatchObject({
      status: 429,
      code: "gateway.429",
      message: "Too Many Requests",
    });
  });

  it("calls a missing answer offline", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));

    await expect(send(ticketRoutes.get, { params: { id: "DEMO-1" } }, null)).rejects.toBeInstanceOf(OfflineError);
  });
});

describe("call", () => {
  it("keeps the refresh token out of reach of scripts: cookie mode, always", async () => {
    api({ [LOGIN]: loggedIn(), [authRoutes.logout.path]: () => new Response(null, { status: 204 }) });
    const { login, session } = await start();
    await login();
    await session.logout();

    expect(asks.map((ask) => ask.init.body)).toEqual([
      JSON.stringify({ username: "ada", password: "secret", cookie: true }),
      JSON.stringify({ cookie: true }),
    ]);
    expect(session.user).toBeNull();
    expect(session.ended).toBe(true);
  });

  it("renews once for many calls whose token is refused, and repeats each once", async () => {
    let refused = 0;
    const fussy: Handler = (_, init) =>
      new Headers(init.headers).get("authorization")?.includes(token("second"))
        ? json({ id: "DEMO-1" })
        : (refused++, json({ message: "Unauthorized" }, 401));
    api({ [LOGIN]: loggedIn(), [REFRESH]: () => json({ access: token("second") }), [TICKET]: fussy });
    const { call, login } = await start();
    await login();
    const get = () => call(ticketRoutes.get, { params: { id: "DEMO-1" } });
    await Promise.all([get(), get(), get()]);

    expect(refused).toBe(3);
    expect(paths().filter((path) => path === REFRESH)).toHaveLength(1);
  });

  it("renews ahead of the token's end", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    api({ [LOGIN]: loggedIn(900), [REFRESH]: () => json({ access: token("second") }), [TICKET]: ok });
    const { call, login } = await start();
    await login();
    await call(ticketRoutes.get, { params: { id: "DEMO-1" } });
    vi.setSystemTime(Date.now() + 850_000);
    await call(ticketRoutes.get, { params: { id: "DEMO-1" } });

    expect(paths()).toEqual([LOGIN, TICKET, REFRESH, TICKET]);
    expect(bearer(3)).toBe(`Bearer ${token("second")}`);
  });

  it("takes the refresh that the page has sent already, once", async () => {
    api({ [REFRESH]: () => json({ access: token("second") }), [TICKET]: ok });
    vi.stubGlobal("tesseraRefresh", Promise.resolve(json({ access: token("first", 1) })));
    const { call, session } = await start();
    expect(await session.ensure()).toBe(true);
    expect(paths()).toEqual([]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5000 });
    await call(ticketRoutes.get, { params: { id: "DEMO-1" } });

    expect(paths()).toEqual([REFRESH, TICKET]);
    expect(bearer(1)).toBe(`Bearer ${token("second")}`);
  });

  it("ends the session when it can't be renewed, and passes the 401 on", async () => {
    api({
      [LOGIN]: loggedIn(),
      [REFRESH]: () => json({ status: 401, code: "auth.refused", detail: "" }, 401),
      [TICKET]: () => json({ message: "Unauthorized" }, 401),
    });
    const { call, login, session } = await start();
    await login();

    await expect(call(ticketRoutes.get, { params: { id: "DEMO-1" } })).rejects.toMatchObject({ status: 401 });
    expect(session.ended).toBe(true);
    expect(paths().filter((path) => path === TICKET)).toHaveLength(1);
  });

  it("keeps the session when the network fails while renewing", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    api({ [LOGIN]: loggedIn(900), [REFRESH]: () => Promise.reject(new TypeError("Failed to fetch")) });
    const { call, login, session } = await start();
    await login();
    vi.setSystemTime(Date.now() + 850_000);

    await expect(call(ticketRoutes.get, { params: { id: "DEMO-1" } })).rejects.toMatchObject({ name: "OfflineError" });
    expect(session.ended).toBe(false);
  });

  it("isn't brought back by a renewal that was under way at logout", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    let answer = (_: Response) => {};
    api({
      [LOGIN]: loggedIn(900),
      [REFRESH]: () => new Promise<Response>((resolve) => (answer = resolve)),
      [authRoutes.logout.path]: () => new Response(null, { status: 204 }),
    });
    const { login, session } = await start();
    await login();
    vi.setSystemTime(Date.now() + 850_000);
    const renewed = session.token();
    await vi.waitFor(() => expect(paths()).toContain(REFRESH));
    await session.logout();
    answer(json({ access: token("late") }));

    expect(await renewed).toBeNull();
    expect(session.ended).toBe(true);
  });

  it("sends the version and the idempotency key that it is given", async () => {
    api({ [LOGIN]: loggedIn(), [TICKET]: ok });
    const { call, login } = await start();
    await login();
    await call(ticketRoutes.patch, { params: { id: "DEMO-1" }, body: { name: "x" }, ifMatch: 7, idempotencyKey: "k" });

    const headers = new Headers(asks[1]?.init.headers);
    expect([headers.get("if-match"), headers.get("idempotency-key"), headers.get("content-type")]).toEqual([
      '"7"',
      "k",
      "application/json",
    ]);
  });
});
