import type { JsonObject } from "../kit/json.ts";

/** An answer in AWS's JSON protocol. */
export interface AwsAnswer {
  readonly status: number;
  readonly body: Buffer | string;
  /** The exception's name, which clients also find in a header. */
  readonly error?: string;
}

export const awsJson = (body: JsonObject): AwsAnswer => ({ status: 200, body: JSON.stringify(body) });

/** @param name the exception as SDKs know it, such as "AccessDeniedException" */
export const awsError = (status: number, name: string, message: string, more: JsonObject = {}): AwsAnswer => ({
  status,
  body: JSON.stringify({ __type: name, message, Message: message, ...more }),
  error: name,
});
