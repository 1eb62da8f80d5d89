import { describe, expect, it } from "vitest";
import { aPerson, anybody, holding, superuser, type Me, type Person } from "../support/api.ts";
import { call, ok, refused, refusedAtTheDoor, type Answer } from "../support/call.ts";
import { codeTo, mailsTo } from "../support/mails.ts";

interface Tokens {
  readonly tokens: { readonly access: string; readonly refresh: string | null };
}

const fresh = "a whole new battery staple";

const login = (username: string, password: string, more: object = {}): Promise<Answer<Tokens>> =>
  anybody.post("auth/login/", { username, password, ...more });
const refresh = (token: string): Promise<Answer> => anybody.post("auth/token/refresh/", { refresh: token });
const forgot = (username: unknown): Promise<Answer> => anybody.post("auth/password/forgot/", { username });
const reset = (username: string, code: string, password: unknown = fresh): Promise<Answer> =>
  anybody.post("auth/password/reset/", { username, code, password });
const change = (person: Person, old_password: unknown, new_password: unknown = fresh): Promise<Answer> =>
  person.post("auth/password/change/", { old_password, new_password });

async function codeFor(person: Person, name = person.username): Promise<string> {
  ok(await forgot(name), 204);
  return codeTo(person.email);
}

describe("a forgotten password", () => {
  it("is replaced by a code that comes by mail; it proves the address and ends every session", async () => {
    const ana = await aPerson();
    const code = await codeFor(ana);
    ok(await reset(ana.username, code), 204);

    refused(await login(ana.username, ana.password), 401);
    const { tokens } = ok(await login(ana.username, fresh));
    expect(ok(await holding(tokens.access).get<Me>("auth/me/")).email_verified).toBe(true);
    refused(await refresh(ana.refresh), 401);
    refused(await reset(ana.username, code), 400, "code");
  });

  it("is asked for and replaced by address, too, in any case", async () => {
    const bea = await aPerson();
    const code = await codeFor(bea, bea.email.toUpperCase());

    ok(await reset(bea.email, code.toLowerCase()), 204);
    ok(await login(bea.username, fresh));
  });

  it("answers the same, in the same time, to whoever is unknown or not active, and writes to nobody", async () => {
    const [known, inactive] = await Promise.all([aPerson(), aPerson()]);
    ok(await superuser.patch(`users/${inactive.id}/`, { is_active: false }));
    const answers = await Promise.all(
      [known.username, inactive.username, "nobody-of-this-name", "nobody@example.com"].map(async (name) => {
        const start = performance.now();
        const { status, headers, body } = await forgot(name);
        const told = [...headers].filter(([header]) => !/^(date|.*request-?id)$/.test(header)).sort();
        return { status, body, told, patient: performance.now() - start >= 1400 };
      }),
    );

    expect(answers).toEqual(answers.map(() => ({ ...answers[0], status: 204, patient: true })));
    expect(await mailsTo(inactive.email)).toEqual([]);
    expect(await mailsTo(known.email)).toHaveLength(1);
  });

  it("stays what it is after a wrong code, an old one, another's, and one that proves an address", async () => {
    const [cleo, dan] = await Promise.all([aPerson(), aPerson()]);
    const [old, others] = await Promise.all([codeFor(cleo), codeFor(dan)]);
    const code = await codeFor(cleo);
    ok(await cleo.post("auth/email/send_code/"), 204);
    const proof = await codeTo(cleo.email);

    for (const wrong of [old, others, proof, "AAAAA-AAAAA", "x"])
      refused(await reset(cleo.username, wrong), 400, "code");
    refused(await reset("nobody-of-this-name", code), 400, "code");
    ok(await login(cleo.username, cleo.password));
    ok(await reset(cleo.username, code), 204);
  });

  it("is replaced by one that registering would take, and the code can be used again until then", async () => {
    const eve = await aPerson();
    const code = await codeFor(eve);

    for (const bad of ["short", "password123", eve.username, eve.email, "x".repeat(129), " blank at the start", 7])
      refused(await reset(eve.username, code, bad), 400, "password");
    ok(await reset(eve.username, code), 204);
  });

  it("of somebody who isn't active stays forgotten", async () => {
    const fay = await aPerson();
    const code = await codeFor(fay);
    ok(await superuser.patch(`users/${fay.id}/`, { is_active: false }));

    refused(await reset(fay.username, code), 400, "code");
  });

  it("fills nobody's mailbox, by whatever name it is asked for", async () => {
    const gil = await aPerson();
    const asked = [];
    for (const name of [gil.username, gil.email]) for (let n = 0; n < 5; n++) asked.push(forgot(name));
    for (const answer of await Promise.all(asked)) ok(answer, 204);
    const answer = await forgot(gil.username);

    refused(answer, 429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await mailsTo(gil.email)).toHaveLength(5);
  });

  it("gives nobody more than ten tries to guess a code, and leaves its owner's other tries alone", async () => {
    const hal = await aPerson();
    const code = await codeFor(hal);
    for (let n = 0; n < 10; n++) refused(await reset(hal.username, `AAAAA-AAAA${n}`), 400, "code");

    refused(await reset(hal.username, code), 429);
    ok(await reset(hal.email, code), 204);
  });

  it("names what is missing or is none", async () => {
    refused(await anybody.post("auth/password/forgot/", {}), 400, "username");
    for (const name of ["", 7, null]) refused(await forgot(name), 400, "username");
    refused(await anybody.post("auth/password/reset/", {}), 400, "username", "code", "password");
  });

  it("needs no JSON of more than a name: what is too long is nobody's", async () => {
    ok(await forgot("é".repeat(3000)), 204);
    refused(await forgot("x".repeat(5000)), 400, "username");
  });
});

describe("changing one's password", () => {
  it("needs the old one, ends every session, and tells by mail", async () => {
    const ida = await aPerson();
    refused(await change(ida, "not the password"), 400, "old_password");
    ok(await login(ida.username, ida.password));
    ok(await change(ida, ida.password), 204);

    refused(await login(ida.username, ida.password), 401);
    ok(await login(ida.username, fresh));
    refused(await refresh(ida.refresh), 401);
    const [mail] = await mailsTo(ida.email);
    expect(mail?.subject).toBe("Your password for Tessera was changed");
  });

  it("goes on with the session of the app, whose token is in its cookie", async () => {
    const jo = await aPerson();
    const answer = await login(jo.username, jo.password, { cookie: true });
    const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const changed = await call("POST", "auth/password/change/", {
      body: { old_password: jo.password, new_password: fresh },
      token: ok(answer).tokens.access,
      headers: { cookie },
    });
    const next = changed.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const renew = (which: string) =>
      call("POST", "auth/token/refresh/", { body: { cookie: true }, headers: { cookie: which } });

    ok(changed, 204);
    refused(await renew(cookie), 401);
    ok(await renew(next));
  });

  it("can be repeated when the answer got lost", async () => {
    const kim = await aPerson();
    for (let n = 0; n < 2; n++) ok(await change(kim, kim.password), 204);

    ok(await login(kim.username, fresh));
  });

  it("refuses what registering would refuse, naming the field", async () => {
    const lea = await aPerson();
    for (const bad of ["short", "password123", lea.username, lea.email, "x".repeat(129), 7, null])
      refused(await change(lea, lea.password, bad), 400, "new_password");
    refused(await lea.post("auth/password/change/", {}), 400, "old_password", "new_password");
    ok(await login(lea.username, lea.password));
  });

  it("gives whoever found an open screen ten tries", async () => {
    const max = await aPerson();
    for (let n = 0; n < 10; n++) refused(await change(max, `wrong ${n}`), 400, "old_password");

    refused(await change(max, max.password), 429);
    ok(await login(max.username, max.password));
  });

  it("is for people who are logged in", async () => {
    refusedAtTheDoor(await anybody.post("auth/password/change/", { old_password: "x", new_password: fresh }), 401);
  });
});

describe("guessing a password", () => {
  const guess = (name: string, n: number, address?: string) =>
    call("POST", "auth/login/", {
      body: { username: name, password: `guess ${n}` },
      headers: address ? { "x-viewer-address": address, "x-forwarded-for": address } : {},
    });

  it("ends after ten wrong ones, also for who isn't there, and the right one must wait, too", async () => {
    const ned = await aPerson();
    for (const name of [ned.username, `nobody-${ned.username}`]) {
      for (let n = 0; n < 10; n++) refused(await guess(name, n), 401);
      const answer = await guess(name.toUpperCase(), 11, `198.51.100.${name.length}`);
      refused(answer, 429);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }

    refused(await login(ned.username, ned.password), 429);
  });

  it("that was one's own ends with a new password by mail", async () => {
    const ole = await aPerson();
    for (let n = 0; n < 10; n++) refused(await guess(ole.username, n), 401);
    refused(await login(ole.username, ole.password), 429);
    ok(await reset(ole.username, await codeFor(ole)), 204);

    ok(await login(ole.username, fresh));
  });

  it("costs nothing of the right one's: it may be used as often as one likes", async () => {
    const pia = await aPerson();

    for (let n = 0; n < 12; n++) ok(await login(pia.username, pia.password));
  });
});
