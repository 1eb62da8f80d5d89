import { parseArgs } from "node:util";
import { startCloud, type Cloud } from "./cloud.ts";
import { startControl } from "./control.ts";
import { watchBundles } from "./functions/watch.ts";
import { StartError } from "./kit/start-error.ts";

/** `node packages/local/src/main.ts [options]`: runs the local cloud until it is told to stop. */

const usage = `Usage: node packages/local/src/main.ts [options]
  --port N       public port on localhost (3000; 0: a free one)
  --data DIR     data folder (.tessera)
  --assembly DIR synthesised templates (cdk.out)
  --java PATH    Java 17 or newer (TESSERA_JAVA, or java)
  --dev          runs changed bundles at once, function logs on the console
  --control      a port for tests to inject faults and read grants (see control.ts)
  --no-throttle  without the template's request limits
  --verbose      function logs on the console`;

const options = {
  port: { type: "string", default: "3000" },
  data: { type: "string", default: ".tessera" },
  assembly: { type: "string", default: "cdk.out" },
  java: { type: "string" },
  dev: { type: "boolean", default: false },
  control: { type: "boolean", default: false },
  "no-throttle": { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(error: unknown): never {
  const line =
    error instanceof StartError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** What is to be ended, the latest first. */
const parts: (() => unknown)[] = [];
let stopping: Promise<void> | undefined;

/** Milliseconds after which a part that hangs is left to its guardian. */
const patience = 4500;

function stop(): Promise<void> {
  setTimeout(() => process.exit(1), patience).unref();
  stopping ??= (async () => {
    for (const part of parts) await part();
  })();
  return stopping;
}

const parse = () => parseArgs({ options }).values;

function start(values: ReturnType<typeof parse>): Promise<Cloud> {
  const { java } = values;
  return startCloud({
    assembly: values.assembly,
    data: values.data,
    port: Number(values.port),
    verbose: values.verbose || values.dev,
    throttle: !values["no-throttle"],
    progress: say,
    ...(java !== undefined && { java }),
  });
}

async function main(): Promise<void> {
  process.stdout.on("error", () => undefined); // whoever read it has gone
  process.env["TZ"] = "UTC"; // as in Lambda: the functions' threads share this process's time zone
  const values = parse();
  if (values.help) return say(usage);
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      asked = true;
      if (parts.length > 0) stop().then(() => process.exit(0), fail);
    });
  const cloud = await start(values);
  parts.unshift(() => cloud.stop());
  if (asked) return stop().then(() => process.exit(0), fail); // told to stop while starting
  if (values.dev) parts.unshift(watchBundles(cloud.model.functions, (name) => cloud.reload(name)));
  if (values.control) {
    const control = await startControl(cloud);
    parts.unshift(() => control.close());
    say(`control http://127.0.0.1:${control.port}`);
  }
  say(`listening ${cloud.url}`);
  void cloud.failed.then((reason) => {
    if (!stopping) void stop().then(() => fail(new StartError(reason)), fail);
  });
}

main().catch(fail);
