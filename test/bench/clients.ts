import type { Cloud } from "@tessera/local/cloud";
import type { Operation, Scene } from "./operations.ts";

/** What so many clients at once see. */
export interface Load {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly errors: number;
}

export interface Figures {
  readonly name: string;
  readonly one: Load;
  readonly ten: Load;
  /** Milliseconds of the function's own thread, a request. */
  readonly cpu: number;
  /** Of one request. */
  readonly trips: number;
  readonly calls: number;
  readonly reads: number;
}

interface Answer {
  readonly ms: number;
  readonly status: number;
  readonly headers: Headers;
}

const warmUp = 20;

async function send(scene: Scene, operation: Operation, n: number): Promise<Answer> {
  const { url, token } = scene;
  const { method, path, body } = operation.request(scene, n);
  const begin = performance.now();
  const response = await fetch(`${url}/api/tickets/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  await response.arrayBuffer();
  return { ms: performance.now() - begin, status: response.status, headers: response.headers };
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** So many clients, each of which asks again as soon as it is answered. */
async function load(scene: Scene, operation: Operation, clients: number, numbers: readonly number[]): Promise<Load> {
  const queue = numbers.values();
  const answers: Answer[] = [];
  const begin = performance.now();
  const client = async () => {
    for (const n of queue) answers.push(await send(scene, operation, n));
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - begin) / 1000;
  const times = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return {
    perSecond: answers.length / seconds,
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    errors: answers.filter(({ status }) => status >= 400).length,
  };
}

const range = (from: number, length: number): number[] => Array.from({ length }, (_, i) => from + i);

/** Warms up, then asks as one client, then as ten; no number twice. */
export async function measure(cloud: Cloud, scene: Scene, operation: Operation, requests: number): Promise<Figures> {
  await load(scene, operation, 10, range(0, warmUp));
  const before = cloud.usage().get(operation.function);
  const one = await load(scene, operation, 1, range(warmUp, requests));
  const after = cloud.usage().get(operation.function);
  const ten = await load(scene, operation, 10, range(warmUp + requests, requests * 3));
  const { headers } = await send(scene, operation, warmUp + requests * 4);
  const timing = /(\d+) calls in (\d+) trips/.exec(headers.get("server-timing") ?? "");
  return {
    name: operation.name,
    one,
    ten,
    cpu: ((after?.cpu ?? NaN) - (before?.cpu ?? 0)) / requests,
    calls: Number(timing?.[1]),
    trips: Number(timing?.[2]),
    reads: Number(/r=([\d.]+)/.exec(headers.get("x-capacity-units") ?? "")?.[1]),
  };
}
