import { createHash, createHmac } from "node:crypto";

/** A request as it arrived; header names in lower case. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Why a signature was refused, by AWS's own error names; the message is for the developer. */
export class SignatureError extends Error {
  override name = "SignatureError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** AWS refuses signatures that are off by more than this, in milliseconds. */
export const tolerance = 15 * 60_000;

const sha = (data: Buffer | string): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: Buffer | string, data: string): Buffer => createHmac("sha256", key).update(data).digest();

const encode = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** A query as it is signed: encoded anew, in order. */
export function canonicalQuery(query: string): string {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.sort((a, b) => (a < b ? -1 : 1)).join("&");
}

/** The instant of `20261122T100000Z`, in milliseconds; NaN for anything else. */
export function instant(stamp: string): number {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  return Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
}

/** An Authorization header taken apart. @throws SignatureError */
export function parseAuthorization(header: string): {
  accessKeyId: string;
  scope: string[];
  signed: string;
  signature: string;
} {
  const found = /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
    header,
  );
  if (!found) throw new SignatureError("IncompleteSignatureException", "Authorization header is not a SigV4 signature");
  const [accessKeyId = "", ...scope] = (found[1] ?? "").split("/");
  return { accessKeyId, scope, signed: found[2] ?? "", signature: found[3] ?? "" };
}

/** The signature, in hex, that a secret makes of a text. @param scope date, region, service and "aws4_request" */
export function signatureOf(
  secret: string,
  [date = "", region = "", service = ""]: readonly string[],
  text: string,
): string {
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), "aws4_request");
  return hmac(key, text).toString("hex");
}

/**
 * Verifies Signature Version 4 over method, path, query, signed headers and the real body.
 * @returns the credentials that signed it, and the service that it was signed for
 * @throws SignatureError as AWS would refuse it: unknown key, other token, skewed clock, wrong signature
 */
export function verifySignature<T extends Credentials>(
  request: SignedRequest,
  find: (accessKeyId: string) => T | undefined,
  now = Date.now(),
): { caller: T; service: string } {
  const { accessKeyId, scope, signed, signature } = parseAuthorization(request.headers["authorization"] ?? "");
  const caller = find(accessKeyId);
  if (!caller || request.headers["x-amz-security-token"] !== caller.sessionToken)
    throw new SignatureError("UnrecognizedClientException", "The security token included in the request is invalid.");
  const stamp = request.headers["x-amz-date"] ?? "";
  if (!(Math.abs(now - instant(stamp)) <= tolerance))
    throw new SignatureError("InvalidSignatureException", `Signature expired: ${stamp}`);
  const names = signed.split(";");
  if (!names.includes("host")) throw new SignatureError("InvalidSignatureException", "'Host' must be a signed header.");
  const [path = "/", query = ""] = request.url.split("?");
  const headers = names.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/ +/g, " ")}\n`).join("");
  const canonical = [request.method, path, canonicalQuery(query), headers, signed, sha(request.body)].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", stamp, scope.join("/"), sha(canonical)].join("\n");
  if (signatureOf(caller.secretAccessKey, scope, toSign) !== signature)
    throw new SignatureError(
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided.",
    );
  return { caller, service: scope[2] ?? "" };
}
