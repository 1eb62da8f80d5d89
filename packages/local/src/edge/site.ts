import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { pathOf, type Request, type Response } from "../gateway/message.ts";
import { contentTypeOf } from "./content-type.ts";
import { compressed } from "./compress.ts";

export type Site = (request: Request) => Promise<Response>;

interface File {
  readonly body: Buffer;
  readonly etag: string;
  readonly modified: Date;
}

/** As S3 answers for a key that isn't there, to a reader that may not list the bucket. */
const denied = (): Response => ({
  status: 403,
  headers: { "content-type": "application/xml" },
  body: Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  ),
});

const missingBuild = (dir: string): Response => ({
  status: 503,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: Buffer.from(`The web app is not built: there is no ${dir}. Run \`npm run build --workspace web\`.\n`),
});

/** Files read once, and again when they change. */
function createFiles(): (file: string) => Promise<File | undefined> {
  const cache = new Map<string, File>();
  return async (file) => {
    const info = await stat(file).catch(() => undefined);
    if (!info?.isFile()) return undefined;
    const known = cache.get(file);
    if (known && known.modified.getTime() === info.mtime.getTime() && known.body.length === info.size) return known;
    const body = await readFile(file);
    const fresh = { body, etag: `"${createHash("md5").update(body).digest("hex")}"`, modified: info.mtime };
    cache.set(file, fresh);
    return fresh;
  };
}

/** The file that a path names; `undefined` for paths that leave the folder or can't be decoded. */
function locate(dir: string, url: string): string | undefined {
  try {
    const file = path.join(dir, decodeURIComponent(url));
    return file.startsWith(dir + path.sep) && !file.includes("\0") ? file : undefined;
  } catch {
    return undefined;
  }
}

const notModified = (request: Request, file: File): boolean => {
  const match = request.headers["if-none-match"];
  if (match !== undefined)
    return match.split(/,\s*/).some((tag) => tag === "*" || tag.replace(/^W\//, "") === file.etag);
  const since = Date.parse(request.headers["if-modified-since"] ?? "");
  return Math.floor(file.modified.getTime() / 1000) * 1000 <= since;
};

/**
 * Serves the site's bucket from the folder that is uploaded to it: types, ETags, compression as CloudFront does it.
 * @param rootObject what "/" stands for, when the distribution names one
 */
export function createSite(dir: string, rootObject: string, compress: boolean): Site {
  const files = createFiles();
  return async (request) => {
    if (!existsSync(dir)) return missingBuild(dir);
    const url = pathOf(request) === "/" && rootObject !== "" ? `/${rootObject}` : pathOf(request);
    const name = locate(dir, url);
    const file = name === undefined ? undefined : await files(name);
    if (name === undefined || !file) return denied();
    const headers = {
      etag: file.etag,
      "last-modified": file.modified.toUTCString(),
      "content-type": contentTypeOf(name),
      "accept-ranges": "bytes",
    };
    if (notModified(request, file)) return { status: 304, headers, body: Buffer.alloc(0) };
    const whole: Response = { status: 200, headers, body: file.body };
    return compress ? compressed(request, whole) : whole;
  };
}
