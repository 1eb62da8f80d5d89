import { createHash, randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DurableMap } from "../kit/durable-map.ts";
import { number, text, type JsonObject } from "../kit/json.ts";

/** What S3 knows of an object beside its bytes. */
export interface ObjectHead {
  readonly size: number;
  readonly contentType: string;
  /** With its quotes, as S3 writes it. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

export interface StoredObject extends ObjectHead {
  body(): Buffer;
}

/** The objects of all buckets. */
export interface Objects {
  get(bucket: string, key: string): StoredObject | undefined;
  /** Returned from, it survives `kill -9`, whole or not at all. */
  put(bucket: string, key: string, body: Buffer, contentType: string): ObjectHead;
  remove(bucket: string, key: string): void;
  /** Keys of a bucket, in order. */
  keys(bucket: string): string[];
}

const nameOf = (bucket: string, key: string): string => `${bucket}/${key}`;

function writeDurably(file: string, body: Buffer, sync: boolean): void {
  const fd = openSync(file, "wx", 0o600);
  try {
    writeFileSync(fd, body);
    if (sync) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

const toHead = (entry: JsonObject): ObjectHead => ({
  size: number(entry["size"], 0),
  contentType: text(entry["contentType"]),
  etag: text(entry["etag"]),
  modified: number(entry["modified"], 0),
});

/**
 * Bytes are files with names of their own, written before the index names them: no reader sees half an object, and
 * what a crash left between the two is removed at the next start.
 * @param sync whether bytes must be on disk before `put` returns
 */
export function openObjects(dir: string, index: DurableMap, sync: boolean): Objects {
  mkdirSync(dir, { recursive: true });
  const named = new Set([...index.entries()].map(([, entry]) => text(entry["file"])));
  for (const file of readdirSync(dir)) if (!named.has(file)) rmSync(path.join(dir, file), { recursive: true });
  const fileOf = (entry: JsonObject): string => path.join(dir, text(entry["file"]));
  return {
    get(bucket, key) {
      const entry = index.get(nameOf(bucket, key));
      return entry && { ...toHead(entry), body: () => readFileSync(fileOf(entry)) };
    },
    put(bucket, key, body, contentType) {
      const file = randomUUID();
      writeDurably(path.join(dir, file), body, sync);
      const etag = `"${createHash("md5").update(body).digest("hex")}"`;
      const entry = { file, size: body.length, contentType, etag, modified: Date.now() };
      const old = index.get(nameOf(bucket, key));
      index.set(nameOf(bucket, key), entry);
      if (old) rmSync(fileOf(old), { force: true });
      return toHead(entry);
    },
    remove(bucket, key) {
      const entry = index.get(nameOf(bucket, key));
      if (!entry) return;
      index.set(nameOf(bucket, key), undefined);
      rmSync(fileOf(entry), { force: true });
    },
    keys: (bucket) =>
      [...index.entries()]
        .flatMap(([name]) => (name.startsWith(`${bucket}/`) ? [name.slice(bucket.length + 1)] : []))
        .sort(),
  };
}
