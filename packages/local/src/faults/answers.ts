import { list, type JsonObject } from "../kit/json.ts";
import type { AwsAnswer } from "../endpoint/answer.ts";
import { awsError } from "../endpoint/answer.ts";
import type { Call, FaultEffect } from "./faults.ts";

export const exceptions = {
  dynamodb: {
    throttle: [
      400,
      "ProvisionedThroughputExceededException",
      "The level of configured provisioned throughput for the table was exceeded.",
    ],
    internal: [
      500,
      "InternalServerError",
      "The request processing has failed because of an unknown error, exception or failure.",
    ],
  },
  "cognito-idp": {
    throttle: [400, "TooManyRequestsException", "Rate exceeded"],
    internal: [500, "InternalErrorException", "Amazon Cognito encountered an internal error."],
  },
  ses: {
    throttle: [429, "TooManyRequestsException", "Too many requests have been made to the operation."],
    internal: [500, "InternalServiceErrorException", "An internal service error occurred."],
  },
  s3: {
    throttle: [503, "SlowDown", "Please reduce your request rate."],
    internal: [500, "InternalError", "We encountered an internal error. Please try again."],
  },
} as const;

/** As DynamoDB cancels a transaction: a reason for each item, "None" for all but the one that another writer holds. */
function conflict(body: JsonObject): AwsAnswer {
  const items = list(body["TransactItems"]);
  if (items.length === 0) return awsError(400, "TransactionConflictException", "Transaction is ongoing for the item");
  const reasons = items.map((_, index) =>
    index === 0 ? { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" } : { Code: "None" },
  );
  const codes = reasons.map((reason) => reason.Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return awsError(400, "TransactionCanceledException", message, { CancellationReasons: reasons });
}

/** The answer that the service would have given; `undefined` for effects that answer nothing. */
export function faultAnswer(effect: FaultEffect, call: Call, body: JsonObject): AwsAnswer | undefined {
  if (effect === "conflict") return conflict(body);
  if ((effect !== "throttle" && effect !== "internal") || call.service === "lambda") return undefined;
  const [status, name, message] = exceptions[call.service][effect];
  return awsError(status, name, message);
}
