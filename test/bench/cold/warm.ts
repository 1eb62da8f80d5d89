import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Cloud } from "@tessera/local/cloud";
import { createEvent } from "@tessera/local/gateway/event";
import { createRouter } from "@tessera/local/gateway/routes";
import type { Request, Scene } from "../operations.ts";
import { environment, flags, type Bundle } from "./loads.ts";
import { sharesOf, type Owner } from "./profile.ts";

const run = promisify(execFile);

/** One row: a request, and the bundle that answers it. */
export interface Asked {
  readonly name: string;
  readonly bundle: Bundle;
  /** The nth event. */
  readonly event: (n: number) => object;
}

export interface Cpu {
  readonly name: string;
  /** Milliseconds of the thread: a process's first request, the least of several processes; a warm one, on average. */
  readonly first: number;
  readonly warm: number;
  /** What of a warm one was on whose behalf. */
  readonly shares: Readonly<Record<Owner, number>>;
}

/** An event as the gateway makes it of a request, with the claims of the project's owner. */
export function eventOf({ model }: Cloud, { me }: Pick<Scene, "me">) {
  const [api] = model.apis;
  if (!api) throw new Error("the templates hold no HTTP API");
  const route = createRouter(api.routes);
  return ({ method, path: at, body }: Request): object => {
    const url = `/api/tickets/${at}`.replace(/\/(?=\?|$)/, ""); // as the edge hands it on (infra/edge/viewer.js)
    const match = route(method, url.split("?")[0] ?? "");
    if (!match) throw new Error(`no route for ${method} ${url}`);
    const content = Buffer.from(body ? JSON.stringify(body) : "");
    const headers = { "content-type": "application/json", "accept-encoding": "gzip", "user-agent": "bench" };
    const request = { method, url, headers, body: content, sourceIp: "192.0.2.1" };
    return createEvent(api.id, request, match, { sub: me, token_use: "access" });
  };
}

const processes = 5;
const warmUp = 200;
const measured = 300;

/** Runs a bundle in a process of its own. Answers the CPU of each event that is measured. */
async function answered(
  cloud: Cloud,
  { bundle, event }: Asked,
  from: number,
  count: number,
  profiled: number,
  at: string,
) {
  const task = path.join(at, `${randomUUID()}.json`);
  const profile = `${task}.cpuprofile`;
  const range = (begin: number, length: number) => Array.from({ length }, (_, i) => event(begin + i));
  const events = { measured: range(from, count), profiled: range(from + count, profiled) };
  writeFileSync(task, JSON.stringify({ bundle: bundle.file, events, profile }));
  const { endpoint, tableName } = cloud.dynamodb;
  const env = { ...environment, AWS_ENDPOINT_URL: endpoint, TABLE_NAME: tableName };
  await run(process.execPath, [...flags(bundle.memory), path.join(import.meta.dirname, "requests.mjs"), task], { env });
  return { cpu: JSON.parse(readFileSync(task, "utf8")) as number[], profile };
}

/** What requests take of a function's thread, straight at the emulator: no gateway, no TLS, no signatures checked. */
export async function cpuOf(cloud: Cloud, asked: Asked, folder: string): Promise<Cpu> {
  const firsts: number[] = [];
  for (let i = 0; i < processes; i++) firsts.push(...(await answered(cloud, asked, i, 1, 0, folder)).cpu);
  const { cpu, profile } = await answered(cloud, asked, processes, warmUp + measured, measured, folder);
  const warm = cpu.slice(warmUp).reduce((sum, one) => sum + one, 0) / measured;
  const shares = sharesOf(
    JSON.parse(readFileSync(profile, "utf8")) as Parameters<typeof sharesOf>[0],
    asked.bundle.file,
  );
  return { name: asked.name, first: Math.min(...firsts), warm, shares };
}
