import { isObject, list, number, object, parseJson, text, type Json } from "../kit/json.ts";
import { accessDenied, S3Error } from "./errors.ts";

/** An upload form: its fields by their names in lower case, in front of exactly one file. */
export interface UploadForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Buffer;
}

const invalidPolicy = (why: string): S3Error => new S3Error(400, "InvalidPolicyDocument", `Invalid Policy: ${why}`);
const failed = (condition: Json): S3Error =>
  accessDenied(`Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`);

function parsePolicy(encoded: string): { expiration: number; conditions: Json[] } {
  let policy: Json;
  try {
    policy = parseJson(Buffer.from(encoded, "base64").toString());
  } catch {
    throw invalidPolicy("Invalid JSON.");
  }
  const expiration = Date.parse(text(object(policy)["expiration"]));
  if (!isObject(policy) || Number.isNaN(expiration) || !Array.isArray(policy["conditions"]))
    throw invalidPolicy("it needs an expiration and conditions.");
  return { expiration, conditions: policy["conditions"] };
}

/** `{"field": "value"}` is short for `["eq", "$field", "value"]`. */
const toTriple = (condition: Json): Json[] =>
  isObject(condition)
    ? Object.entries(condition)
        .map(([name, value]) => ["eq", `$${name}`, value])
        .flat()
    : list(condition);

function mustFit([, low, high]: Json[], size: number): void {
  if (size < number(low, 0))
    throw new S3Error(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  if (size > number(high, 0))
    throw new S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
}

/** Fields that need no condition of their own. */
const free = /^(policy|file|x-amz-signature|bucket|x-ignore-.*)$/;

/**
 * Holds an upload form against the policy that its signer made: nothing in the form that the policy doesn't name.
 * @throws S3Error `AccessDenied`, `EntityTooLarge`, `EntityTooSmall` or `InvalidPolicyDocument`
 */
export function mustFollow(bucket: string, { fields, file }: UploadForm, now = Date.now()): void {
  const { expiration, conditions } = parsePolicy(fields.get("policy") ?? "");
  if (now > expiration) throw accessDenied("Invalid according to Policy: Policy expired.");
  const named = new Set<string>();
  for (const condition of conditions.map(toTriple)) {
    const [operator, field, wanted] = condition.map((part) => text(part));
    if (operator === "content-length-range") {
      mustFit(condition, file.length);
      continue;
    }
    const name = (field ?? "").replace(/^\$/, "").toLowerCase();
    const given = name === "bucket" ? bucket : fields.get(name);
    named.add(name);
    const right =
      operator === "eq" ? given === wanted : operator === "starts-with" ? given?.startsWith(wanted ?? "") : undefined;
    if (right === undefined && given !== undefined) throw invalidPolicy(`unknown condition ${operator ?? ""}`);
    if (!right) throw failed(condition);
  }
  const extra = [...fields.keys()].filter((name) => !named.has(name) && !free.test(name));
  if (extra.length > 0) throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra.join(", ")}`);
}

/**
 * Reads `multipart/form-data`; what follows the file is ignored, as S3 does.
 * @throws S3Error `MalformedPOSTRequest`, or `InvalidArgument` without a file
 */
export async function readForm(body: Buffer, contentType: string): Promise<UploadForm> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } })
    .formData()
    .catch(() => {
      throw new S3Error(
        400,
        "MalformedPOSTRequest",
        "The body of your POST request is not well-formed multipart/form-data.",
      );
    });
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (name === "file") {
      const file = typeof value === "string" ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
      return { fields, file };
    }
    if (typeof value === "string") fields.set(name.toLowerCase(), value);
  }
  throw new S3Error(400, "InvalidArgument", "POST requires exactly one file upload per request.");
}
