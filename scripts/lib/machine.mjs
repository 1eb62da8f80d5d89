// The two things that npm can't bring: Java for DynamoDB Local, and Chromium for the browser tests.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";
import { step, Stop } from "./say.mjs";

/** DynamoDB Local needs it. */
const leastJava = 17;

function javaVersion(program) {
  const { stderr, status } = spawnSync(program, ["-version"], { encoding: "utf8" });
  const [, first, second] = (status === 0 && /version "(\d+)(?:\.(\d+))?/.exec(stderr)) || [];
  return Number(first === "1" ? second : first) || 0; // "1.8.0" is Java 8
}

function findJava() {
  const home = process.env.JAVA_HOME;
  const candidates = [...(home ? [join(home, "bin/java")] : []), "java"];
  return candidates.find((program) => javaVersion(program) >= leastJava);
}

const findChromium = () =>
  process.env.CHROMIUM_PATH ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file));

const canInstall = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

const apt = (name) => async () => {
  const options = { env: { DEBIAN_FRONTEND: "noninteractive" }, what: `apt-get install ${name}` };
  await run("apt-get", ["update"], options);
  await run("apt-get", ["install", "-y", "--no-install-recommends", name], options);
};

/** The `java` to start; installed when missing and allowed. */
export async function ensureJava() {
  if (!findJava() && canInstall()) await step("Java", apt("default-jre-headless"));
  const java = findJava();
  if (!java)
    throw new Stop(
      `Java ${leastJava} or newer is missing: install it (Debian, Ubuntu: apt-get install default-jre-headless) or set JAVA_HOME`,
    );
  return java;
}

/** The Chromium of the browser tests; installed when missing and allowed. */
export async function ensureChromium() {
  if (!findChromium() && canInstall()) await step("Chromium", apt("chromium"));
  const chromium = findChromium();
  if (!chromium || !existsSync(chromium))
    throw new Stop("Chromium is missing: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH");
  return chromium;
}
