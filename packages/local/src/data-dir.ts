import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { StartError } from "./kit/start-error.ts";

/** The data folder while this process owns it. */
export interface DataDir {
  readonly dir: string;
  readonly dynamodb: string;
  readonly cognito: string;
  /** How far streams were read, what lies in queues, when schedules ran. */
  readonly events: string;
  readonly mails: string;
  /** S3's objects, and beside them the journal of their names. */
  readonly s3: string;
  readonly logs: string;
  readonly cache: string;
  /** Says in `emulator.json` where the data can be reached, for maintenance commands; until `release`. */
  announce(emulator: { readonly endpoint: string; readonly accessKey: string; readonly table: string }): void;
  release(): void;
}

/** Bytes that must be free at start: below, the emulator fails in ways that nobody could read. */
const room = 64 * 1024 * 1024;

/** When a process started, where the system tells; a number that was given to another program has another time. */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function runs(owner: string): boolean {
  const [pid = "", start = ""] = owner.trim().split(" ");
  try {
    process.kill(Number(pid), 0);
    return start === "" || startOf(Number(pid)) === start;
  } catch {
    return false;
  }
}

const mine = (): string => `${process.pid} ${startOf(process.pid)}`;

function lock(file: string, dir: string): void {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const fd = openSync(file, "wx", 0o600);
      writeSync(fd, mine());
      closeSync(fd);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 0) throw error; // every error of node:fs has a code
      const owner = readFileSync(file, "utf8");
      if (runs(owner))
        throw new StartError(
          `another copy is running on ${dir} (process ${owner.split(" ")[0]}): stop it, or choose a folder with --data`,
        );
      rmSync(file, { force: true }); // its owner was killed
    }
  }
}

function why(error: unknown, dir: string): StartError {
  if (error instanceof StartError) return error;
  const { code, message } = error as NodeJS.ErrnoException; // only node:fs throws here
  if (code === "ENOSPC") return new StartError(`the disk is full: no room left for ${dir}`);
  if (code === "ENOTDIR" || code === "EEXIST")
    return new StartError(`the data folder is damaged: ${dir} is not a folder`);
  return new StartError(`cannot use the data folder ${dir}: ${message}`);
}

/**
 * Takes a data folder for this process.
 * @throws StartError when another copy runs on it, the disk is full, or it isn't a folder that can be written
 */
export function openDataDir(dir: string): DataDir {
  const file = path.join(dir, "lock");
  const place = path.join(dir, "emulator.json");
  try {
    mkdirSync(dir, { recursive: true });
    const { bavail, bsize } = statfsSync(dir);
    if (bavail * bsize < room)
      throw new StartError(
        `the disk is full: ${Math.floor((bavail * bsize) / 1048576)} MB free for ${dir}, ${room / 1048576} MB are needed`,
      );
    lock(file, dir);
  } catch (error) {
    throw why(error, dir);
  }
  return {
    dir,
    dynamodb: path.join(dir, "dynamodb"),
    cognito: path.join(dir, "cognito.jsonl"),
    events: path.join(dir, "events.jsonl"),
    mails: path.join(dir, "mails.jsonl"),
    s3: path.join(dir, "s3"),
    logs: path.join(dir, "logs"),
    cache: path.join(dir, "compile-cache"),
    announce: (emulator) => writeFileSync(place, `${JSON.stringify(emulator)}\n`),
    release() {
      rmSync(place, { force: true });
      rmSync(file, { force: true });
    },
  };
}
