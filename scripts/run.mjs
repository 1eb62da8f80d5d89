// The smaller commands: `npm run check | lint | format | synth | golden | openapi | patterns | cost | seed | reindex | bench | bench:cold | chaos | bench:web | lighthouse | mutate | bootstrap | deploy | destroy | superuser | redrive | diff`.
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
import { takeSettings } from "./lib/settings.mjs";

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
  async synth(...args) {
    takeSettings(args);
    await synth();
    say(`templates: ${inRoot("cdk.out")}/*.template.json`);
    return 0;
  },
  async golden() {
    await synth();
    return ask("infra/golden/write.ts");
  },
  async openapi() {
    return ask("packages/core/src/reference/generate.ts");
  },
  async patterns() {
    process.env.TESSERA_JAVA = await ensureJava();
    await buildAll();
    return ask("test/units/generate.ts");
  },
  async cost() {
    process.env.TESSERA_JAVA = await ensureJava();
    await buildAll();
    return ask("test/cost/generate.ts");
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
  async bootstrap(...args) {
    if (ask("scripts/lib/site.mjs", "account") !== 0) return 1;
    await synth();
    return cdk("bootstrap", "--app", "cdk.out", ...args);
  },
  async deploy(...args) {
    const rest = takeSettings(args);
    if (ask("scripts/lib/site.mjs", "account") !== 0) return 1;
    await buildAll();
    const outputs = inRoot("dist/outputs.json");
    return (
      cdk("deploy", "--all", "--app", "cdk.out", "--outputs-file", outputs, ...rest) ||
      ask("scripts/lib/site.mjs", "upload", outputs) ||
      ask("scripts/operate/check.mjs")
    );
  },
  async destroy(...args) {
    if (ask("scripts/lib/site.mjs", "account") !== 0) return 1;
    await synth();
    const stacks = ["Tessera-Alarms", "Tessera-Web", "Tessera-Events", "Tessera-Api"];
    return (
      ask("scripts/operate/destroy.mjs", "confirm", stacks.join(", ")) ||
      cdk("destroy", ...stacks, "--app", "cdk.out", "--force", ...args) ||
      ask("scripts/operate/destroy.mjs", "tell")
    );
  },
  async superuser(...args) {
    return ask("scripts/operate/superuser.mjs", ...args);
  },
  async redrive() {
    return ask("scripts/operate/redrive.mjs");
  },
  async diff(...args) {
    const rest = takeSettings(args);
    await synth();
    return cdk("diff", "--app", "cdk.out", ...rest);
  },
};

await command(async () => {
  const [name = "", ...args] = process.argv.slice(2);
  if (!Object.hasOwn(commands, name)) throw new Stop(`use one of: ${Object.keys(commands).join(", ")}`);
  stopOnSignals();
  await ensureInstalled();
  return commands[name](...args);
});
