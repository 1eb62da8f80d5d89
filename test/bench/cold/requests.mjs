// A fresh process: loads one bundle, gives it one event after the other, as Lambda does, and says what each took.
import { readFileSync, writeFileSync } from "node:fs";

const { bundle, events, profile } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { handler } = await import(bundle);
console.log = () => undefined; // the request's own line; the answer goes by the file
const context = { awsRequestId: "bench", getRemainingTimeInMillis: () => 15_000 };

async function cpuOf(event) {
  const before = process.threadCpuUsage();
  const { statusCode, body } = await handler(event, context);
  const { user, system } = process.threadCpuUsage(before);
  if (statusCode >= 400 && statusCode !== 404) throw new Error(`${statusCode} ${body}`);
  return (user + system) / 1000;
}

const cpu = [];
for (const event of events.measured) cpu.push(await cpuOf(event));

if (events.profiled.length > 0) {
  const { Session } = await import("node:inspector/promises");
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 100 });
  await session.post("Profiler.start");
  for (const event of events.profiled) await cpuOf(event);
  writeFileSync(profile, JSON.stringify((await session.post("Profiler.stop")).profile));
}
writeFileSync(process.argv[2], JSON.stringify(cpu));
process.exit(0);
