import { createHash, createHmac } from "node:crypto";

/**
 * Signature Version 4 in an address or a form (Amazon S3 API Reference, "Authenticating Requests"). Written by hand
 * because the SDK's signers add 60 ms to a cold start of functions that else need none of S3 (docs/adr/0011).
 */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly region: string;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** RFC 3986: all but the unreserved characters. */
export const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** `20261122T100000Z` */
const stampOf = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, "");

const scopeOf = (signer: Signer, at: Date): string => `${stampOf(at).slice(0, 8)}/${signer.region}/s3/aws4_request`;

function signature(signer: Signer, at: Date, text: string): string {
  const parts = scopeOf(signer, at).split("/");
  const key = parts.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${signer.secretAccessKey}`);
  return hmac(key, text).toString("hex");
}

/**
 * An address that lets its bearer make one kind of request until it expires.
 * @param seconds how long it is good
 */
export function signedUrl(
  signer: Signer,
  method: string,
  url: URL,
  query: Readonly<Record<string, string>>,
  { seconds, at = new Date() }: { readonly seconds: number; readonly at?: Date },
): string {
  const all = {
    ...query,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${signer.accessKeyId}/${scopeOf(signer, at)}`,
    "X-Amz-Date": stampOf(at),
    "X-Amz-Expires": String(seconds),
    ...(signer.sessionToken && { "X-Amz-Security-Token": signer.sessionToken }),
    "X-Amz-SignedHeaders": "host",
  };
  const pairs = Object.entries(all).map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  const sorted = pairs.sort().join("&");
  const canonical = [method, url.pathname, sorted, `host:${url.host}\n`, "host", "UNSIGNED-PAYLOAD"].join("\n");
  const hash = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", stampOf(at), scopeOf(signer, at), hash].join("\n");
  return `${url.href}?${sorted}&X-Amz-Signature=${signature(signer, at, text)}`;
}

/**
 * The fields of an upload form that S3 takes exactly as they are.
 * @param bytes the file's size, exactly
 */
export function signedFields(
  signer: Signer,
  bucket: string,
  { key, type, bytes }: { readonly key: string; readonly type: string; readonly bytes: number },
  { seconds, at = new Date() }: { readonly seconds: number; readonly at?: Date },
): Record<string, string> {
  const fields = {
    key,
    "Content-Type": type,
    "x-amz-algorithm": "AWS4-HMAC-SHA256",
    "x-amz-credential": `${signer.accessKeyId}/${scopeOf(signer, at)}`,
    "x-amz-date": stampOf(at),
    ...(signer.sessionToken && { "x-amz-security-token": signer.sessionToken }),
  };
  const document = {
    expiration: new Date(at.getTime() + seconds * 1000).toISOString(),
    conditions: [
      { bucket },
      ...Object.entries(fields).map(([n, value]) => ({ [n]: value })),
      ["content-length-range", bytes, bytes],
    ],
  };
  const policy = Buffer.from(JSON.stringify(document)).toString("base64");
  return { ...fields, policy, "x-amz-signature": signature(signer, at, policy) };
}
