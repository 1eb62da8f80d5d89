// `npm start`: from a fresh clone to a board that answers. `npm run dev`: the same with hot reload.
import { accounts, loadDemo } from "./demo/load.mjs";
import { buildAll } from "./lib/build.mjs";
import { startAll } from "./lib/cloud.mjs";
import { demoState, prepareData, setDemoState } from "./lib/data.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { ensureJava } from "./lib/machine.mjs";
import { answers, expectFree } from "./lib/net.mjs";
import { startOptions } from "./lib/options.mjs";
import { stopAll, stopOnSignals } from "./lib/run.mjs";
import { command, say, step } from "./lib/say.mjs";

async function prepare(options) {
  await expectFree(options.port);
  prepareData(options.data, options);
  await ensureInstalled();
  const java = await ensureJava();
  await buildAll({ web: !options.dev, dev: options.dev });
  return java;
}

async function serve(options, java) {
  const { gone, end } = await startAll(options, java);
  const origin = `http://localhost:${options.port}`;
  await step("local cloud", async () => {
    await answers(`${origin}/api/health/`, { gone });
    await answers(`${origin}/`, { gone });
  });
  if (demoState(options.data) === "loading") {
    await step("demo project", () => loadDemo(origin));
    setDemoState(options.data, "loaded");
  }
  say(`ready ${origin}`);
  if (demoState(options.data) === "loaded") accounts().forEach((line) => say(line));
  return end;
}

await command(async () => {
  const options = startOptions(process.argv.slice(2));
  stopOnSignals();
  try {
    return await serve(options, await prepare(options));
  } finally {
    await stopAll();
  }
});
