// The smaller commands: `npm run check | lint | format | synth | openapi | patterns | seed | reindex | bench | bench:cold | chaos | bench:web | lighthouse | mutate | deploy | diff`.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildAll, buildFunctions, buildTemplates } from "./lib/build.mjs";
import { checks, prettier } from "./lib/checks.mjs";
import { prepareData } from "./lib/data.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { ensureChromium, ensureJava } from "./lib/machine.mjs";
import { inPackage, inRoot, node24, root } from "./lib/place.mjs";
import { stopOnSignals } from "./lib/run.mjs";
import { command, say, step, Stop } from "./lib/say.mjs";

/** In the foreground, because it may ask the user something. Answers the exit code. */
const ask = (...args) => spawnSync(node24, args, { cwd: root, stdio: "inherit" }).status ?? 1;

const cdk = (...args) => ask(inPackage("aws-cdk/bin/cdk"), ...args);

async function synth() {
  await buildFunctions();
  await buildTemplates();
}

const commands = {
  async check() {
    for (const name of ["types", "web types"]) await step(name, checks[name]);
    return 0;
  },
  async lint() {
    await step("lint", checks.lint);
    return 0;
  },
  async format() {
    await step("format", () => prettier("--write"));
    return 0;
  },
  async synth() {
    await synth();
    say(`templates: ${inRoot("cdk.out")}/*.template.json`);
    return 0;
  },
  async openapi() {
    return ask("packages/core/src/reference/generate.ts");
  },
  async patterns() {
    process.env.TESSERA_JAVA = await ensureJava();
    await buildAll();
    return ask("test/units/generate.ts");
  },
  async seed(...args) {
    const { values } = parseArgs({ args, options: { data: { type: "string" } }, strict: false });
    if (values.data) prepareData(resolve(values.data), { fresh: false, demo: false }); // so that `npm start` knows it as ours
    process.env.TESSERA_JAVA = await ensureJava();
    await buildAll();
    return ask("test/bench/seed.ts", ...args);
  },
  async bench(...args) {
    process.env.TESSERA_JAVA = await ensureJava();
    await buildAll();
    return ask("test/bench/api.ts", ...args);
  },
  async "bench:cold"(...args) {
    process.env.TESSERA_JAVA = await ensureJava();
    await synth();
    return ask("test/bench/cold.ts", ...args);
  },
  async chaos(...args) {
    process.env.TESSERA_JAVA = await ensureJava();
    await buildAll();
    return ask("test/chaos/run.ts", ...args);
  },
  async reindex(...args) {
    return ask("functions/maintenance/reindex.ts", ...args);
  },
  async "bench:web"(...args) {
    process.env.TESSERA_JAVA = await ensureJava();
    process.env.CHROMIUM_PATH = await ensureChromium();
    await buildAll();
    return ask("test/bench/web.ts", ...args);
  },
  async lighthouse(...args) {
    process.env.TESSERA_JAVA = await ensureJava();
    process.env.CHROMIUM_PATH = await ensureChromium();
    await buildAll();
    return ask("test/bench/lighthouse.ts", ...args);
  },
  async mutate(...args) {
    process.env.TESSERA_JAVA = await ensureJava();
    return ask("test/mutation/run.ts", ...args);
  },
  async deploy(...args) {
    if (ask("scripts/lib/site.mjs", "account") !== 0) return 1;
    await buildAll();
    const outputs = inRoot("dist/outputs.json");
    return (
      cdk("deploy", "--all", "--app", "cdk.out", "--outputs-file", outputs, ...args) ||
      ask("scripts/lib/site.mjs", "upload", outputs)
    );
  },
  async diff(...args) {
    await synth();
    return cdk("diff", "--app", "cdk.out", ...args);
  },
};

await command(async () => {
  const [name = "", ...args] = process.argv.slice(2);
  if (!Object.hasOwn(commands, name)) throw new Stop(`use one of: ${Object.keys(commands).join(", ")}`);
  stopOnSignals();
  await ensureInstalled();
  return commands[name](...args);
});
