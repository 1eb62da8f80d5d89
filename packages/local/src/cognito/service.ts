import type { DurableMap } from "../kit/durable-map.ts";
import { text, type JsonObject } from "../kit/json.ts";
import { awsError, awsJson, type AwsAnswer } from "../endpoint/answer.ts";
import type { Service } from "../endpoint/endpoint.ts";
import type { PoolSpec } from "../template/model.ts";
import { CognitoError } from "./errors.ts";
import { operations, refuseUnknown } from "./operations.ts";
import { openPool, type Pool } from "./pool.ts";

export interface Cognito {
  readonly pools: readonly Pool[];
  readonly service: Service;
}

/** Public clients call these with nothing but their client id. */
const unsigned = ["RevokeToken"];

function poolOf(pools: readonly Pool[], input: JsonObject): Pool {
  const id = text(input["UserPoolId"]);
  const client = text(input["ClientId"]);
  const pool = pools.find(({ spec }) => (id === "" ? spec.clients.some((one) => one.id === client) : spec.id === id));
  if (!pool) throw new CognitoError("ResourceNotFoundException", `User pool ${id || client} does not exist.`);
  return pool;
}

async function run(pools: readonly Pool[], action: string, input: JsonObject): Promise<AwsAnswer> {
  try {
    const operation = operations[action];
    if (!operation) throw new CognitoError("UnknownOperationException", action);
    refuseUnknown(input);
    return awsJson(await operation(poolOf(pools, input), input));
  } catch (error) {
    if (error instanceof CognitoError) return awsError(400, error.code, error.message);
    return awsError(500, "InternalErrorException", error instanceof Error ? error.message : String(error));
  }
}

/** The user pools of the templates, kept in a durable map; see docs/adr/0003-local-cognito.md for why they are ours. */
export function createCognito(store: DurableMap, specs: readonly PoolSpec[]): Cognito {
  const pools = specs.map((spec) => openPool(store, spec));
  const arnOf = (input: JsonObject): string =>
    pools.find(({ spec }) => spec.id === input["UserPoolId"])?.spec.arn ??
    `arn:aws:cognito-idp:eu-central-1:000000000000:userpool/${text(input["UserPoolId"])}`;
  return {
    pools,
    service: {
      unsigned,
      accesses: (action, input, context) => {
        if (!(action in operations)) return undefined;
        return unsigned.includes(action) ? [] : [{ action: `cognito-idp:${action}`, resource: arnOf(input), context }];
      },
      call: (action, input) => run(pools, action, input),
    },
  };
}
