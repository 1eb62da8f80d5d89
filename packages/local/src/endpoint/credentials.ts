import { createHash, randomBytes } from "node:crypto";
import { compilePolicy } from "../iam/policy.ts";
import { StartError } from "../kit/start-error.ts";
import type { FunctionSpec } from "../template/model.ts";
import type { Caller } from "./endpoint.ts";

/** A fake access key of its own for each function, new at every start, with its role's policy compiled. */
export function createCredentials(functions: readonly FunctionSpec[]): Map<string, Caller> {
  return new Map(functions.map((spec) => [spec.arn, caller(spec)]));
}

function caller(spec: FunctionSpec): Caller {
  try {
    return {
      name: spec.name,
      address: spec.address,
      roleArn: spec.role.arn,
      accessKeyId: `ASIA${createHash("sha256").update(spec.address).digest("hex").slice(0, 16).toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString("base64url"),
      sessionToken: randomBytes(30).toString("base64url"),
      policy: compilePolicy(spec.role.statements),
    };
  } catch (error) {
    throw new StartError(
      `${spec.address}: role of the function: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
