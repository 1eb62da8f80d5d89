import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** The built web app, as a browser that hasn't got it yet loads it whole. */
export interface App {
  readonly files: number;
  /** Compressed. */
  readonly bytes: number;
}

export function appIn(dir: string): App {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.map((file) => gzipSync(readFileSync(path.join(file.parentPath, file.name))).length);
  return { files: files.length, bytes: bytes.reduce((sum, n) => sum + n, 0) };
}
