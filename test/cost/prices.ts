/** What is billed, by the unit in which it is counted here. */
export type Meter =
  | "edge requests"
  | "edge functions"
  | "edge GB"
  | "gateway requests"
  | "function runs"
  | "function GB-seconds"
  | "write units"
  | "read units"
  | "table GB-months"
  | "backup GB-months"
  | "log GB"
  | "log GB-months"
  | "file puts"
  | "file gets"
  | "file GB-months"
  | "file GB out"
  | "people"
  | "mails";

export interface Price {
  readonly service: string;
  /** US dollars for one of the meter's units, in the first tier of those that get cheaper. */
  readonly dollars: number;
  /** What every account has each month for nothing, for good; what ends after a year doesn't count. */
  readonly free: number;
  readonly source: string;
}

export const region = "us-east-1 (N. Virginia)";

/** Taken from copies of AWS's public pages; the pages themselves couldn't be asked from where this was written. */
export const asOf = "23 November 2026";

const million = 1_000_000;

const price = (service: string, page: string, dollars: number, free = 0): Price => ({
  service,
  dollars,
  free,
  source: `https://aws.amazon.com/${page}`,
});

/** List prices, without taxes. */
export const prices: Readonly<Record<Meter, Price>> = {
  "edge requests": price("CloudFront", "cloudfront/pricing/", 0.01 / 10_000, 10 * million),
  "edge functions": price("CloudFront", "cloudfront/pricing/", 0.1 / million, 2 * million),
  "edge GB": price("CloudFront", "cloudfront/pricing/", 0.085, 1024),
  "gateway requests": price("API Gateway", "api-gateway/pricing/", 1 / million),
  "function runs": price("Lambda", "lambda/pricing/", 0.2 / million, million),
  "function GB-seconds": price("Lambda", "lambda/pricing/", 0.0000133334, 400_000),
  "write units": price("DynamoDB", "dynamodb/pricing/on-demand/", 0.625 / million),
  "read units": price("DynamoDB", "dynamodb/pricing/on-demand/", 0.125 / million),
  "table GB-months": price("DynamoDB", "dynamodb/pricing/on-demand/", 0.25, 25),
  "backup GB-months": price("DynamoDB", "dynamodb/pricing/on-demand/", 0.2),
  "log GB": price("CloudWatch", "cloudwatch/pricing/", 0.5, 5),
  "log GB-months": price("CloudWatch", "cloudwatch/pricing/", 0.03, 5),
  "file puts": price("S3", "s3/pricing/", 0.005 / 1000),
  "file gets": price("S3", "s3/pricing/", 0.0004 / 1000),
  "file GB-months": price("S3", "s3/pricing/", 0.023),
  "file GB out": price("S3", "s3/pricing/", 0.09, 100),
  people: price("Cognito", "cognito/pricing/", 0.0055, 10_000),
  mails: price("SES", "ses/pricing/", 0.1 / 1000),
};
