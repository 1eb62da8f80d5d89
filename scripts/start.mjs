// `npm start`: from a fresh clone to a board that answers. `npm run dev`: the same with hot reload.
import { buildAll } from "./lib/build.mjs";
import { demoState, prepareData, setDemoState } from "./lib/data.mjs";
import { startDev } from "./lib/dev.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { ensureJava } from "./lib/machine.mjs";
import { answers, expectFree, freePort } from "./lib/net.mjs";
import { startOptions } from "./lib/options.mjs";
import { inRoot } from "./lib/place.mjs";
import { ended, startNode, stopAll, stopOnSignals } from "./lib/run.mjs";
import { command, say, step } from "./lib/say.mjs";

const cloud = (port, { data, dev }, java) =>
  startNode(
    [
      inRoot("packages/local/src/main.ts"),
      "--port",
      `${port}`,
      "--data",
      data,
      "--assembly",
      inRoot(dev ? "dist/cdk.dev" : "cdk.out"),
      ...(dev ? ["--dev"] : []),
    ],
    { env: { TESSERA_JAVA: java } },
  );

/** Whichever child ends first ends them all. */
function watch(children) {
  const state = { gone: undefined };
  state.end = Promise.race(children.map((child) => ended(child))).then((code) => {
    state.gone = "the local cloud has ended";
    return code;
  });
  return state;
}

async function serve(options, java) {
  const { port, dev, data } = options;
  const cloudPort = dev ? await freePort() : port;
  const children = [cloud(cloudPort, options, java), ...(dev ? await startDev(port, cloudPort) : [])];
  const state = watch(children);
  const origin = `http://localhost:${port}`;
  const gone = () => state.gone;
  await step("local cloud", async () => {
    await answers(`${origin}/api/health/`, { gone });
    await answers(`${origin}/`, { gone });
  });
  const { accounts, loadDemo } = await import("./demo/load.mjs");
  if (demoState(data) === "loading") {
    await step("demo project", () => loadDemo(origin));
    setDemoState(data, "loaded");
  }
  say(`ready ${origin}`);
  if (demoState(data) === "loaded") for (const line of accounts()) say(line);
  return state.end;
}

await command(async () => {
  const options = startOptions(process.argv.slice(2));
  stopOnSignals();
  try {
    await expectFree(options.port);
    prepareData(options.data, options);
    await ensureInstalled();
    const java = await ensureJava();
    await buildAll({ web: !options.dev, dev: options.dev });
    return await serve(options, java);
  } finally {
    await stopAll();
  }
});
