import { appendFile, mkdirSync } from "node:fs";
import path from "node:path";
import { isObject, parseJson, type JsonObject } from "../kit/json.ts";

export interface LogLine {
  readonly function: string;
  readonly text: string;
}

/** A line that is a JSON object keeps its members; any other text becomes a message. */
function asRecord({ function: name, text }: LogLine): JsonObject {
  try {
    const parsed = parseJson(text);
    if (isObject(parsed)) return { function: name, ...parsed };
  } catch {
    // plain text, below
  }
  return { function: name, time: new Date().toISOString(), message: text };
}

/**
 * Writes what functions print, as JSON lines, to a file and, when verbose, to this process's output.
 * A full disk loses log lines, never requests.
 */
export function createLog(dir: string | undefined, verbose: boolean): (line: LogLine) => void {
  const file = dir === undefined ? undefined : path.join(dir, "functions.jsonl");
  if (dir !== undefined) mkdirSync(dir, { recursive: true });
  return (line) => {
    const record = `${JSON.stringify(asRecord(line))}\n`;
    if (verbose) process.stdout.write(record);
    if (file !== undefined) appendFile(file, record, () => undefined);
  };
}
