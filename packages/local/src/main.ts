import { parseArgs } from "node:util";
import { startCloud, type Cloud } from "./cloud.ts";
import { StartError } from "./kit/start-error.ts";
import { startControl } from "./control.ts";

/** `node packages/local/src/main.ts [options]`: runs the local cloud until it is told to stop. */

const usage = `Usage: node packages/local/src/main.ts [options]
  --port N          public port on localhost (3000; 0: a free one)
  --data DIR        data folder (.tessera)
  --assembly DIR    synthesised templates (cdk.out)
  --java PATH       Java 17 or newer (java)
  --web-origin URL  development server for everything but /api
  --dev             fresh bundles on SIGHUP, function logs on the console
  --control         a port for tests to inject faults and read grants (see control.ts)
  --no-throttle     without the template's request limits
  --verbose         function logs on the console`;

const options = {
  port: { type: "string", default: "3000" },
  data: { type: "string", default: ".tessera" },
  assembly: { type: "string", default: "cdk.out" },
  java: { type: "string", default: "java" },
  "web-origin": { type: "string" },
  dev: { type: "boolean", default: false },
  control: { type: "boolean", default: false },
  "no-throttle": { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(error: unknown): never {
  const known = error instanceof StartError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

/** Ends the process when its parts have; a part that hangs is left to its guardian after 5 s. */
function stopOnSignals(stop: () => Promise<void>): void {
  let asked = false;
  const end = (): void => {
    if (asked) return;
    asked = true;
    setTimeout(() => process.exit(1), 4500).unref();
    stop().then(() => process.exit(0), fail);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);
  // A parent that started this one with an IPC channel may be gone without a word.
  process.on("disconnect", end);
}

async function main(): Promise<void> {
  process.env["TZ"] = "UTC"; // as in Lambda: functions' threads share this process's time zone
  const { values } = parseArgs({ options });
  if (values.help) return say(usage);
  let stopped = false;
  let cloud: Cloud | undefined;
  const parts: (() => Promise<void>)[] = [];
  stopOnSignals(async () => {
    stopped = true;
    for (const stop of parts) await stop();
  });
  const webOrigin = values["web-origin"];
  cloud = await startCloud({
    assembly: values.assembly,
    data: values.data,
    port: Number(values.port),
    java: values.java,
    verbose: values.verbose || values.dev,
    throttle: !values["no-throttle"],
    progress: say,
    ...(webOrigin !== undefined && { webOrigin }),
  });
  const running = cloud;
  parts.push(() => running.stop());
  if (stopped) return running.stop();
  if (values.dev) process.on("SIGHUP", () => running.reload());
  if (values.control) {
    const control = await startControl(running);
    parts.unshift(() => control.close());
    say(`control http://127.0.0.1:${control.port}`);
  }
  say(`ready ${running.url}`);
  void running.failed.then(async (reason) => {
    if (stopped) return;
    stopped = true;
    await running.stop();
    fail(new StartError(reason));
  });
}

try {
  await main();
} catch (error) {
  fail(error);
}
