import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aPerson, aTicket, eventually, type Person, type Ticket } from "../support/api.ts";
import { call, ok, refused } from "../support/call.ts";

/** Bodies that are slow, false about their size, or more than they seem. How large they may be is in bad-input.test.ts. */

let ana: Person;
const open: Socket[] = [];

beforeAll(async () => {
  ana = await aPerson();
});
afterAll(() => open.forEach((socket) => socket.destroy()));

/** A request whose body stops after its first bytes; what comes back is in `told`. */
function begun(body: string, length: number): { socket: Socket; told: () => string } {
  const { hostname, port } = new URL(inject("place").url);
  const socket = connect(Number(port), hostname);
  let told = "";
  socket.setEncoding("utf8").on("data", (part: string) => (told += part));
  socket.on("error", () => undefined);
  const head = [
    "POST /api/tickets/tickets/ HTTP/1.1",
    `host: ${hostname}:${port}`,
    `authorization: Bearer ${ana.token}`,
    "content-type: application/json",
    `content-length: ${length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  open.push(socket);
  return { socket, told: () => told };
}

describe("a body that doesn't come to its end", () => {
  it("is no request yet: two hundred of them hold no function, and everybody else is answered", async () => {
    const body = JSON.stringify({ name: "slow", project: ana.project });
    const slow = Array.from({ length: 200 }, () => begun(body.slice(0, 10), body.length));
    await aTicket(ana, { name: "quick" });
    const names = async (): Promise<string[]> =>
      ok(await ana.get<{ results: Ticket[] }>(`tickets/?project=${ana.project}`)).results.map(({ name }) => name);

    await eventually(async () => expect(await names()).toEqual(["quick"]));
    expect(slow.map(({ told }) => told()).join("")).toBe("");

    slow[0]?.socket.write(body.slice(10));
    await eventually(async () => expect(slow[0]?.told()).toMatch(/^HTTP\/1\.1 201 /));
    slow.forEach(({ socket }) => socket.destroy());
    await eventually(async () => expect(await names()).toEqual(["slow", "quick"]));
  });

  it("has no part of it done when its sender hangs up", async () => {
    const whole = JSON.stringify({ name: "cut", project: ana.project });
    const { socket } = begun(whole, whole.length + 1);
    await aTicket(ana, { name: "after" });
    socket.destroy();
    const { results } = ok(await ana.get<{ results: Ticket[] }>(`tickets/?project=${ana.project}`));

    expect(results.map(({ name }) => name)).not.toContain("cut");
  });
});

describe("a body that is compressed", () => {
  it("is never blown up: a megabyte of it would be a gigabyte", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));
    const headers = { "content-encoding": "gzip" };

    refused(await call("POST", "tickets/", { body: bomb, headers, token: ana.token }), 400);
    const small = gzipSync(JSON.stringify({ name: "x", project: ana.project }));
    refused(await call("POST", "tickets/", { body: small, headers, token: ana.token }), 400);
  });
});
