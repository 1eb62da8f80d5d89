import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { isObject, parseJson, type Json, type JsonObject } from "./json.ts";
import { StartError } from "./start-error.ts";

/** A small map that survives `kill -9`: what `set` returned from is on disk. */
export interface DurableMap {
  get(key: string): JsonObject | undefined;
  entries(): IterableIterator<[string, JsonObject]>;
  /** Stores a value, or removes the key with `undefined`; the values are not to be changed afterwards. */
  set(key: string, value: JsonObject | undefined): void;
  close(): void;
}

const line = (key: string, value: JsonObject | undefined): string => `${JSON.stringify([key, value ?? null])}\n`;

/** Reads the journal; a torn last line was never acknowledged and is dropped. */
function replay(file: string, values: Map<string, JsonObject>): void {
  const lines = readFileSync(file, "utf8").split("\n");
  const torn = lines.pop();
  lines.forEach((content, index) => {
    let entry: Json;
    try {
      entry = parseJson(content);
    } catch {
      entry = undefined;
    }
    const [key, value] = Array.isArray(entry) ? entry : [];
    if (typeof key !== "string")
      throw new StartError(`the data folder is damaged: ${file}, line ${index + 1}; restore it, or start with --fresh`);
    if (isObject(value)) values.set(key, value);
    else values.delete(key);
  });
  if (torn === undefined) throw new StartError(`the data folder is damaged: ${file} is empty`);
}

/** Writes the present state as a new journal beside the old one, and puts it in its place at once. */
function compact(file: string, values: Map<string, JsonObject>): number {
  const next = `${file}.new`;
  const fd = openSync(next, "w", 0o600);
  for (const [key, value] of values) writeSync(fd, line(key, value));
  fsyncSync(fd);
  renameSync(next, file);
  const folder = openSync(path.dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
  return fd;
}

/**
 * Opens a journal of JSON lines, each one key's new value; readable by its owner only.
 * @param file `undefined` keeps everything in memory
 * @throws StartError when the file is damaged
 */
export function openDurableMap(file: string | undefined): DurableMap {
  const values = new Map<string, JsonObject>();
  if (file !== undefined && existsSync(file)) replay(file, values);
  const fd = file === undefined ? undefined : compact(file, values);
  let size = 0;
  for (const [key, value] of values) size += Buffer.byteLength(line(key, value));
  return {
    get: (key) => values.get(key),
    entries: () => values.entries(),
    set(key, value) {
      if (fd !== undefined) size = append(fd, size, line(key, value));
      if (value) values.set(key, value);
      else values.delete(key);
    },
    close: () => void (fd !== undefined && closeSync(fd)),
  };
}

/** Appends and syncs; on a full disk the half-written line is cut off again, so that the journal stays whole. */
function append(fd: number, size: number, content: string): number {
  try {
    const data = Buffer.from(content);
    let written = 0;
    while (written < data.length) written += writeSync(fd, data, written, data.length - written, size + written);
    fdatasyncSync(fd);
    return size + data.length;
  } catch (error) {
    ftruncateSync(fd, size);
    throw error;
  }
}
