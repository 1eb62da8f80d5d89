import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { object, parseJson, type Json, type JsonObject } from "../kit/json.ts";

/** The local cloud as a process of its own, as `npm start` runs it. */
export interface Child {
  readonly process: ChildProcess;
  readonly url: string;
  /** Milliseconds from start to ready. */
  readonly took: number;
  control(method: string, url: string, body?: JsonObject): Promise<Json>;
  invoke(name: string, event: JsonObject): Promise<JsonObject>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Starts main.ts without waiting for it. */
export function spawnMain(args: string[]): {
  child: ChildProcess;
  ended: Promise<number | null>;
  output: () => string;
} {
  const { TESSERA_GRANTS_DIR: _, ...env } = process.env; // the fixture's grants are no part of the product's report
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { child, ended: new Promise((resolve) => child.once("close", resolve)), output: () => text };
}

/** Starts main.ts and waits until it listens. @throws Error with its output when it ends instead */
export async function startChild(assembly: string, data: string): Promise<Child> {
  const start = performance.now();
  const { child, ended, output } = spawnMain(["--port", "0", "--data", data, "--assembly", assembly, "--control"]);
  const listening = new Promise<void>((resolve) =>
    child.stdout?.on("data", () => output().includes("listening ") && resolve()),
  );
  const failed = ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${output()}`)));
  await Promise.race([listening, failed]);
  failed.catch(() => undefined);
  const [, url = ""] = /^listening (\S+)/m.exec(output()) ?? [];
  const [, port = ""] = /^control (\S+)/m.exec(output()) ?? [];
  const control = async (method: string, at: string, body?: JsonObject): Promise<Json> => {
    const response = await fetch(port + at, {
      method,
      headers: { "x-tessera-control": "test" },
      ...(body && { body: JSON.stringify(body) }),
    });
    return parseJson(await response.text());
  };
  return {
    process: child,
    url,
    took: performance.now() - start,
    control,
    invoke: async (name, event) => object(await control("POST", "/invoke", { name, event })),
    ended,
  };
}

/** The process id of the Java that serves a data folder. */
export const javaPid = (data: string): number => Number(readFileSync(path.join(data, "dynamodb/java.pid"), "utf8"));

export const isRunning = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
