import { place } from "../template/names.ts";
import type { FunctionSpec } from "../template/model.ts";
import type { Credentials } from "../endpoint/sigv4.ts";

/** Everything that a function finds in its environment: what the template gives, and what Lambda itself sets. */
export const environmentOf = (
  spec: FunctionSpec,
  credentials: Credentials,
  endpoint: string,
  s3: string,
): Record<string, string> => ({
  ...spec.environment,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
  AWS_REGION: place.region,
  AWS_DEFAULT_REGION: place.region,
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  AWS_LAMBDA_FUNCTION_NAME: spec.physicalName,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memory),
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.physicalName}`,
  AWS_LAMBDA_LOG_STREAM_NAME: "local",
  LAMBDA_TASK_ROOT: spec.dir,
  LANG: "en_US.UTF-8",
  PATH: "/usr/local/bin:/usr/bin:/bin",
  TZ: ":UTC",
  _HANDLER: `index.${spec.handler}`,
  // The one difference from Lambda, and the SDK's own way to find other endpoints.
  AWS_ENDPOINT_URL: endpoint,
  AWS_ENDPOINT_URL_S3: s3,
});
