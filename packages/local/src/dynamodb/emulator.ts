import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { texts } from "../kit/json.ts";
import { StartError } from "../kit/start-error.ts";
import { createDynamoDb, type DynamoDb } from "./client.ts";
import { checkDatabase } from "./database-file.ts";

export interface Emulator {
  readonly db: DynamoDb;
  /** Resolves when the emulator ended by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  readonly java: string;
  /** Folder of the database file; `undefined` keeps everything in memory, a database for each access key. */
  readonly dir: string | undefined;
  /** For tens of thousands of calls: what is called often is compiled once more, which a short run doesn't earn back. */
  readonly long?: boolean;
}

/** Milliseconds until a start counts as failed; it takes about 2 s on an idle machine. */
const patience = 60_000;

const home = (): string =>
  path.join(
    path.dirname(createRequire(import.meta.url).resolve("amplify-dynamodb-simulator/package.json")),
    "emulator",
  );

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

/** Waits for an emulator of a killed run to leave the folder: its guardian ends it within seconds. */
async function awaitPredecessor(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8"));
  for (let waited = 0; waited < 10_000; waited += 100) {
    if (!runsEmulator(pid)) return;
    await delay(100);
  }
  process.kill(pid, "SIGKILL");
}

/** Whether this process is still such an emulator: a process id may have been given to another program. */
function runsEmulator(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("DynamoDBLocal.jar");
  } catch {
    return false;
  }
}

// C1 alone and the serial collector start twice as fast and take a third less memory than the defaults. C2 beside it
// makes a call a third cheaper, after some ten thousand of them.
const quick = "-XX:TieredStopAtLevel=1";
const flags = [
  "-XX:+UseSerialGC",
  "-Djava.library.path=./DynamoDBLocal_lib",
  "-jar",
  "DynamoDBLocal.jar",
  "-disableTelemetry",
];

/** The emulator offers no address to bind to: it listens on all interfaces, on a random free port. */
function launch({ java, dir, long }: EmulatorOptions, port: number): ChildProcess {
  const storage = dir === undefined ? ["-inMemory"] : ["-sharedDb", "-dbPath", dir];
  const guardian = fileURLToPath(new URL("./guardian.sh", import.meta.url));
  return spawn("/bin/sh", [guardian, java, ...(long ? [] : [quick]), ...flags, "-port", String(port), ...storage], {
    cwd: home(),
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
}

async function ready(db: DynamoDb, ended: () => string | undefined): Promise<void> {
  let last = "";
  for (const start = Date.now(); Date.now() - start < patience; await delay(25)) {
    const failure = ended();
    if (failure !== undefined)
      throw new StartError(`DynamoDB Local did not start: ${failure.split("\n")[0] || "it ended without a word"}`);
    try {
      await db.call("ListTables", {});
      return;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
  }
  throw new StartError(`DynamoDB Local gave no answer in ${patience / 1000} s: ${last}`);
}

/**
 * Starts DynamoDB Local under a guardian that ends it when this process is gone.
 * @throws StartError when Java is missing, the database file is damaged, or nothing answers
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const pidFile = options.dir === undefined ? undefined : path.join(options.dir, "java.pid");
  if (options.dir !== undefined && pidFile !== undefined) {
    mkdirSync(options.dir, { recursive: true });
    await awaitPredecessor(pidFile);
    checkDatabase(path.join(options.dir, "shared-local-instance.db"));
  }
  const port = await freePort();
  const child = launch(options, port);
  let errors = "";
  let over: string | undefined;
  child.stderr?.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-4000)));
  child.stdout?.on("data", (chunk: Buffer) => {
    const pid = /^pid (\d+)/m.exec(chunk.toString())?.[1];
    if (pid !== undefined && pidFile !== undefined) writeFileSync(pidFile, pid);
  });
  const ended = new Promise<void>((resolve) => child.stdout?.once("close", resolve)).then(() => void (over = errors));
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const db = createDynamoDb(port, "local");
  const stop = async (): Promise<void> => {
    db.close();
    child.stdin?.end();
    await exited;
    if (pidFile !== undefined) rmSync(pidFile, { force: true });
  };
  try {
    await ready(db, () => over);
  } catch (error) {
    await stop();
    throw error;
  }
  return { db, ended, stop };
}

/**
 * A database of its own, empty, in an emulator that runs already and keeps everything in memory: for tests, as the next
 * one costs a tenth of a start. It goes with its `stop`; the emulator stays.
 */
export function joinEmulator(endpoint: string): Emulator {
  const db = createDynamoDb(Number(new URL(endpoint).port), `local${randomBytes(8).toString("hex")}`);
  const stop = async (): Promise<void> => {
    const { TableNames } = await db.call("ListTables", {});
    for (const TableName of texts(TableNames)) await db.call("DeleteTable", { TableName });
    db.close();
  };
  return { db, ended: new Promise(() => undefined), stop };
}
