import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { costOf } from "./cost.ts";
import { startProduct } from "./fixture.ts";

it("costs the same to log in, or to set a password, as somebody who isn't there as to get it wrong: no time tells", async () => {
  const data = mkdtempSync(path.join(tmpdir(), "tessera-units-"));
  const cloud = await startProduct(data);
  const post = (action: string, body: object): Promise<Response> =>
    fetch(`${cloud.url}/api/tickets/auth/${action}/`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const person = { username: "somebody", email: "somebody@example.com", password: "correct horse battery" };
  expect((await post("register", person)).status).toBe(201);
  const costs = async (action: string, body: object) => {
    const cost = (username: string) => costOf(cloud, () => post(action, { username, ...body }));
    return [
      await cost(person.username),
      await cost("nobody12"),
      await cost(person.email),
      await cost("nobody12@example.com"),
    ];
  };

  for (const [action, body] of [
    ["login", { password: "not the password" }],
    ["password/reset", { password: "a new one for me", code: "AAAAA-AAAAA" }],
  ] as const) {
    const all = await costs(action, body);
    expect([action, all]).toEqual([action, all.map(() => all[0])]);
  }
  await cloud.stop();
  rmSync(data, { recursive: true, force: true });
});
