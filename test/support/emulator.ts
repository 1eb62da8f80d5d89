import { startEmulator } from "@tessera/local/dynamodb/emulator";

/** Vitest's global setup: one DynamoDB Local for all test files of a project; each cloud has a database of its own there. */
export default async function setup(): Promise<() => Promise<void>> {
  const emulator = await startEmulator({ java: process.env["TESSERA_JAVA"] || "java", dir: undefined, long: true });
  process.env["TESSERA_EMULATOR"] = emulator.db.endpoint;
  return () => emulator.stop();
}
