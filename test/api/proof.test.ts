import { beforeAll, describe, expect, it } from "vitest";
import { aPerson, anybody, type Me, type Person } from "../support/api.ts";
import { ok, refused, refusedAtTheDoor, type Answer } from "../support/call.ts";
import { codeTo, mailsTo } from "../support/mails.ts";
import { onTheTable } from "../support/table.ts";

let ana: Person;

beforeAll(async () => {
  ana = await aPerson();
});

const ask = (person: Person): Promise<Answer> => person.post("auth/email/send_code/");
const prove = (person: Person, code: unknown): Promise<Answer> => person.post("auth/email/verify/", { code });
const isProven = async (person: Person): Promise<boolean> => ok(await person.get<Me>("auth/me/")).email_verified;

describe("the code that proves an address", () => {
  it("goes there, is taken as people type it, and works once", async () => {
    ok(await ask(ana), 204);
    const code = await codeTo(ana.email);

    expect(await isProven(ana)).toBe(false);
    ok(await prove(ana, ` ${code.toLowerCase().replace("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `), 204);
    expect(await isProven(ana)).toBe(true);
    refused(await prove(ana, code), 400, "code");
  });

  it("is sent to nobody who has proven their address", async () => {
    const bea = await aPerson();
    ok(await ask(bea), 204);
    ok(await prove(bea, await codeTo(bea.email)), 204);

    ok(await ask(bea), 204);
    expect(await mailsTo(bea.email)).toHaveLength(1);
  });

  it("is good for its owner only, and for this purpose only", async () => {
    const [one, other] = await Promise.all([aPerson(), aPerson()]);
    ok(await ask(one), 204);
    ok(await ask(other), 204);
    const code = await codeTo(one.email);

    refused(await prove(other, code), 400, "code");
    const body = { username: one.username, code, password: "a new battery staple" };
    refused(await anybody.post("auth/password/reset/", body), 400, "code");
    ok(await prove(one, code), 204);
  });

  it("ends when a new one is sent", async () => {
    const cleo = await aPerson();
    ok(await ask(cleo), 204);
    const first = await codeTo(cleo.email);
    ok(await ask(cleo), 204);

    refused(await prove(cleo, first), 400, "code");
    ok(await prove(cleo, await codeTo(cleo.email)), 204);
  });

  it("ends after a quarter of an hour, deleted or not", async () => {
    const dan = await aPerson();
    ok(await ask(dan), 204);
    await onTheTable("UpdateItem", {
      Key: { pk: { S: `u#${dan.id}` }, sk: { S: "v#email" } },
      UpdateExpression: "SET #ttl = :past",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":past": { N: String(Math.floor(Date.now() / 1000) - 1) } },
    });

    refused(await prove(dan, await codeTo(dan.email)), 400, "code");
    expect(await isProven(dan)).toBe(false);
  });

  it("is used by one of two at once, and told in one event", async () => {
    const eve = await aPerson();
    ok(await ask(eve), 204);
    const code = await codeTo(eve.email);
    const answers = await Promise.all([prove(eve, code), prove(eve, code)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
  });

  it("can't be guessed: after ten tries the rest must wait", async () => {
    const fay = await aPerson();
    ok(await ask(fay), 204);
    for (let n = 0; n < 10; n++) refused(await prove(fay, `AAAAA-AAAA${n}`), 400, "code");
    const answer = await prove(fay, await codeTo(fay.email));

    refused(answer, 429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await isProven(fay)).toBe(false);
  });

  it("fills nobody's mailbox: the sixth within a quarter of an hour is refused", async () => {
    const gil = await aPerson();
    for (let n = 0; n < 5; n++) ok(await ask(gil), 204);
    const answer = await ask(gil);

    refused(answer, 429);
    expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(900);
    expect(await mailsTo(gil.email)).toHaveLength(5);
  });

  it("is refused where it can't be one", async () => {
    refused(await ana.post("auth/email/verify/", {}), 400, "code");
    for (const code of ["", "   ", 7, null, "x".repeat(65), "a\u0000b"]) refused(await prove(ana, code), 400, "code");
  });

  it("is for people who are logged in", async () => {
    refusedAtTheDoor(await anybody.post("auth/email/send_code/"), 401);
    refusedAtTheDoor(await anybody.post("auth/email/verify/", { code: "x" }), 401);
  });

  it("lets its owner be added to a project by address", async () => {
    const hal = await aPerson();
    refused(await ana.post(`projects/${ana.project}/members/`, { email: hal.email, role: "member" }), 400, "email");
    ok(await ask(hal), 204);
    ok(await prove(hal, await codeTo(hal.email)), 204);

    ok(await ana.post(`projects/${ana.project}/members/`, { email: hal.email, role: "member" }), 201);
  });
});
