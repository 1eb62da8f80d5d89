// `npm test`: everything that can be wrong, runner after runner. `npm test -- api e2e` runs only those.
import { rmSync } from "node:fs";
import { buildAll } from "./lib/build.mjs";
import { checks } from "./lib/checks.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { ensureChromium, ensureJava } from "./lib/machine.mjs";
import { inPackage, inRoot } from "./lib/place.mjs";
import { ended, startNode, stopOnSignals } from "./lib/run.mjs";
import { command, say, seconds, Stop } from "./lib/say.mjs";
import { Tally } from "./lib/tally.mjs";

const projects = ["core", "local", "functions", "architecture", "units", "api", "load", "e2e"];
const reports = inRoot("dist/test");

/** What each function used of its grants, written by the local cloud while tests run. */
const grants = `${reports}/grants`;

function vitest(name, args) {
  return async (tally, env) => {
    const report = `${reports}/${name}.json`;
    const program = [
      inPackage("vitest/vitest.mjs"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ];
    const child = startNode([...program, ...args], { env });
    tally.addVitest(name, report, await ended(child));
  };
}

const check = (name, work) => async (tally, env) => {
  try {
    await work(env);
    tally.pass();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    tally.fail(`${name}: see above`);
  }
};

/** In the order in which they begin: the quick ones that fail most first. */
const runners = {
  build: check("build", () => buildAll()),
  ...Object.fromEntries(Object.entries(checks).map(([name, work]) => [name, check(name, work)])),
  ...Object.fromEntries(projects.map((name) => [name, vitest(name, ["--project", name])])),
  web: vitest("web", ["--root", "web"]),
  grants: check("grants", async (env) => {
    const child = startNode(
      [inRoot("packages/local/src/grants.ts"), "--assembly", inRoot("cdk.out"), "--dir", grants],
      { env },
    );
    if ((await ended(child)) !== 0) throw new Stop("a grant is used by nothing: take it out of infra/grants.ts");
  }),
};

function chosen(names) {
  const unknown = names.find((name) => !Object.hasOwn(runners, name));
  if (unknown) throw new Stop(`no runner ${unknown}: use some of ${Object.keys(runners).join(", ")}`);
  return names.length === 0 ? Object.keys(runners) : ["build", ...names.filter((name) => name !== "build")];
}

/** Checks use one core each, and print nothing before they end: those that follow one another run two at a time. */
const grouped = (names) =>
  names.reduce((groups, name) => {
    const last = groups.at(-1);
    if (last && checks[name] && checks[last[0]]) last.push(name);
    else groups.push([name]);
    return groups;
  }, []);

async function runAll(names, tally) {
  await ensureInstalled();
  const env = {
    TESSERA_JAVA: await ensureJava(),
    CHROMIUM_PATH: await ensureChromium(),
    TESSERA_GRANTS_DIR: grants,
    TZ: "UTC",
  };
  rmSync(reports, { recursive: true, force: true });
  const one = async (name) => {
    const start = performance.now();
    say(`\n== ${name}`);
    await runners[name](tally, env);
    say(`== ${name}: ${tally.line} so far, ${seconds(start)}`);
  };
  for (const group of grouped(names)) {
    const queue = group.values();
    const inTurn = async () => {
      for (const name of queue) await one(name);
    };
    await Promise.all([inTurn(), inTurn()]);
  }
}

await command(async () => {
  stopOnSignals();
  const names = chosen(process.argv.slice(2));
  const start = performance.now();
  const tally = new Tally();
  try {
    await runAll(names, tally);
  } catch (error) {
    tally.fail(error instanceof Stop ? error.message : String(error?.stack ?? error));
  }
  for (const failure of tally.failures) say(`\nfailed: ${failure}`);
  say(`\nafter ${seconds(start)}`);
  say(tally.line);
  return tally.failed > 0 ? 1 : 0;
});
