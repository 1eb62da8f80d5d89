// Child processes: none of them outlives the command that started it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { inRoot, node24, root } from "./place.mjs";
import { Stop } from "./say.mjs";

const children = new Set();
let stopping = false;

/** Milliseconds that a child has to end by itself. */
const patience = 4000;

/** Starts a program in a process group of its own, so that its own children can be stopped with it. */
export function start(program, args, { cwd = root, env = {}, stdio = "inherit" } = {}) {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
  children.add(child);
  child.once("exit", () => children.delete(child));
  child.once("error", () => children.delete(child));
  return child;
}

/** Starts a Node 24 that ends when this process does, even when this one is killed: the channel closes. */
export const startNode = (args, { stdio = ["ignore", "inherit", "inherit"], ...options } = {}) =>
  start(node24, ["--import", inRoot("scripts/lib/tether.mjs"), ...args], { ...options, stdio: [...stdio, "ipc"] });

/** Calls back with each line that a child prints, in place of printing it. */
export function eachLine(child, take) {
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop();
    lines.forEach(take);
  });
}

export const ended = (child) =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });

/** Runs a program to its end, silently; what it printed becomes the error when it fails. */
export async function run(program, args, options = {}) {
  const child = start(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await ended(child);
  if (code !== 0 && stopping) throw new Stop("stopped");
  if (code !== 0) throw new Stop(`${options.what ?? program} failed:\n${output.trimEnd()}`);
  return output;
}

export const runNode = (args, options) => run(node24, args, options);

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    child.kill(name); // already gone, or no group on this system
  }
}

/** Asks every child to end, and ends those that don't. */
export async function stopAll() {
  stopping = true;
  const all = [...children].filter((child) => child.pid !== undefined);
  const gone = Promise.all(all.map((child) => new Promise((resolve) => child.once("exit", resolve))));
  for (const child of all) child.kill("SIGTERM"); // the child itself first: it stops its own children in order
  const timer = setTimeout(() => all.forEach((child) => signal(child, "SIGKILL")), patience);
  await gone;
  clearTimeout(timer);
}

/** Milliseconds between looks at who our parents are. */
const glance = 500;

/** Our parent (npm's shell) and, where the system tells, its parent (npm). */
function parents() {
  try {
    return `${process.ppid} ${readFileSync(`/proc/${process.ppid}/stat`, "utf8").split(") ")[1].split(" ")[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}

/**
 * Ctrl-C, SIGTERM and a closed terminal stop everything. Exit code 0: that is how one ends it. So does the end of
 * npm, which on SIGTERM ends only the shell between it and us, and tells us nothing when it is killed.
 */
export function stopOnSignals() {
  const stop = () => {
    if (!stopping) void stopAll().then(() => process.exit(0));
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, stop);
  const before = parents();
  if (process.env.npm_lifecycle_event) setInterval(() => parents() === before || stop(), glance).unref();
}
