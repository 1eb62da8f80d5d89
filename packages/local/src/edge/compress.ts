import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Request, Response } from "../gateway/message.ts";

/** Bytes between which CloudFront compresses. */
const smallest = 1000;
const largest = 10_000_000;

const compressible =
  /^(text\/|application\/(json|javascript|manifest\+json|xml|wasm)|image\/svg\+xml|font\/(ttf|otf)|image\/x-icon)/;

const encoders = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** Compressed bodies by ETag and encoding: files are few, and change only with a build. */
const cache = new Map<string, Buffer>();

/** Compresses as CloudFront does: brotli before gzip, for types and sizes that are worth it; the ETag becomes a weak one. */
export async function compressed(request: Request, response: Response): Promise<Response> {
  const accepted = (request.headers["accept-encoding"] ?? "").split(",").map((part) => part.split(";")[0]?.trim());
  const encoding = accepted.includes("br") ? "br" : accepted.includes("gzip") ? "gzip" : undefined;
  const { etag = "", "content-type": type = "" } = response.headers;
  if (
    !encoding ||
    response.body.length < smallest ||
    response.body.length > largest ||
    !compressible.test(String(type))
  )
    return response;
  const key = `${encoding} ${String(etag)}`;
  const body = cache.get(key) ?? (await encoders[encoding](response.body));
  cache.set(key, body);
  return {
    status: response.status,
    headers: { ...response.headers, etag: `W/${String(etag)}`, "content-encoding": encoding, vary: "accept-encoding" },
    body,
  };
}
