import { createHash } from "node:crypto";
import type { Credentials, SignedRequest } from "../endpoint/sigv4.ts";
import { canonicalQuery, instant, parseAuthorization, signatureOf, tolerance } from "../endpoint/sigv4.ts";
import { accessDenied, S3Error } from "./errors.ts";

/** What one of the three ways of signing says. */
interface Claim {
  readonly accessKeyId: string;
  readonly scope: readonly string[];
  readonly stamp: string;
  readonly token: string | undefined;
  readonly signature: string;
}

export type Find<T> = (accessKeyId: string) => T | undefined;

const mismatch = (): S3Error =>
  new S3Error(
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  );

/** The signer, once key, token, scope and signature agree. @param signed what the signature is of */
function check<T extends Credentials>(claim: Claim, signed: string, find: Find<T>): T {
  const caller = find(claim.accessKeyId);
  if (!caller)
    throw new S3Error(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
  if (claim.token !== caller.sessionToken)
    throw new S3Error(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
  if (claim.scope[2] !== "s3" || claim.scope[0] !== claim.stamp.slice(0, 8)) throw mismatch();
  if (signatureOf(caller.secretAccessKey, claim.scope, signed) !== claim.signature) throw mismatch();
  return caller;
}

const toSign = ({ stamp, scope }: Claim, canonical: string): string =>
  ["AWS4-HMAC-SHA256", stamp, scope.join("/"), createHash("sha256").update(canonical).digest("hex")].join("\n");

function canonicalHeaders(names: readonly string[], headers: SignedRequest["headers"]): string {
  if (!names.includes("host")) throw mismatch();
  return names.map((name) => `${name}:${(headers[name] ?? "").trim().replace(/ +/g, " ")}\n`).join("");
}

/** Headers that would change what a request means count only when they are signed. */
function mustBeSigned(names: readonly string[], headers: SignedRequest["headers"]): void {
  const loose = Object.keys(headers).find((name) => name.startsWith("x-amz-") && !names.includes(name));
  if (loose !== undefined)
    throw accessDenied(`There were headers present in the request which were not signed: ${loose}`);
}

function byHeader<T extends Credentials>(request: SignedRequest, header: string, find: Find<T>, now: number): T {
  const { accessKeyId, scope, signed, signature } = parseAuthorization(header);
  const stamp = request.headers["x-amz-date"] ?? "";
  const payload = request.headers["x-amz-content-sha256"] ?? "";
  const names = signed.split(";");
  mustBeSigned(names, request.headers);
  if (!(Math.abs(now - instant(stamp)) <= tolerance))
    throw new S3Error(
      403,
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
    );
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== createHash("sha256").update(request.body).digest("hex"))
    throw new S3Error(
      400,
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  const claim = { accessKeyId, scope, stamp, token: request.headers["x-amz-security-token"], signature };
  const [path = "/", query = ""] = request.url.split("?");
  const headers = canonicalHeaders(names, request.headers);
  return check(
    claim,
    toSign(claim, [request.method, path, canonicalQuery(query), headers, signed, payload].join("\n")),
    find,
  );
}

/** Seven days, which is as long as S3 lets an address be good. */
const longest = 604_800;

function byQuery<T extends Credentials>(request: SignedRequest, find: Find<T>, now: number): T {
  const [path = "/", query = ""] = request.url.split("?");
  const given = new URLSearchParams(query);
  const take = (name: string): string => given.get(`X-Amz-${name}`) ?? "";
  const [accessKeyId = "", ...scope] = take("Credential").split("/");
  const [stamp, signed, expires] = [take("Date"), take("SignedHeaders"), Number(take("Expires"))];
  if (take("Algorithm") !== "AWS4-HMAC-SHA256" || !(expires >= 1 && expires <= longest) || Number.isNaN(instant(stamp)))
    throw new S3Error(
      400,
      "AuthorizationQueryParametersError",
      "Query-string authentication version 4 requires X-Amz-Algorithm, -Credential, -Signature, -Date, -SignedHeaders and -Expires.",
    );
  const claim = {
    accessKeyId,
    scope,
    stamp,
    token: given.get("X-Amz-Security-Token") ?? undefined,
    signature: take("Signature"),
  };
  given.delete("X-Amz-Signature");
  const names = signed.split(";");
  mustBeSigned(names, request.headers);
  const headers = canonicalHeaders(names, request.headers);
  const canonical = [request.method, path, canonicalQuery(given.toString()), headers, signed, "UNSIGNED-PAYLOAD"];
  const caller = check(claim, toSign(claim, canonical.join("\n")), find);
  if (now > instant(stamp) + expires * 1000) throw accessDenied("Request has expired");
  return caller;
}

/** Who signed a request, by its header or in its address. @throws S3Error as S3 refuses it; anonymous callers may nothing */
export function verifyRequest<T extends Credentials>(request: SignedRequest, find: Find<T>, now = Date.now()): T {
  const header = request.headers["authorization"];
  if (header !== undefined) return byHeader(request, header, find, now);
  if (!request.url.includes("X-Amz-Signature=")) throw accessDenied();
  return byQuery(request, find, now);
}

/** Who signed the policy of an upload form. @throws S3Error */
export function verifyForm<T extends Credentials>(fields: ReadonlyMap<string, string>, find: Find<T>): T {
  const take = (name: string): string => fields.get(name) ?? "";
  if (take("policy") === "") throw accessDenied();
  const [accessKeyId = "", ...scope] = take("x-amz-credential").split("/");
  const claim = {
    accessKeyId,
    scope,
    stamp: take("x-amz-date"),
    token: fields.get("x-amz-security-token"),
    signature: take("x-amz-signature"),
  };
  return check(claim, take("policy"), find);
}
