import type { JsonObject } from "../kit/json.ts";

/** What the local cloud runs, read from the templates: every value is resolved. */
export interface Model {
  readonly functions: readonly FunctionSpec[];
  readonly tables: readonly TableSpec[];
  readonly pools: readonly PoolSpec[];
  readonly senders: readonly SenderSpec[];
  readonly apis: readonly ApiSpec[];
  readonly distributions: readonly DistributionSpec[];
  readonly queues: readonly QueueSpec[];
  readonly mappings: readonly MappingSpec[];
  readonly schedules: readonly ScheduleSpec[];
  readonly buckets: readonly BucketSpec[];
  readonly rules: readonly RuleSpec[];
}

export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: JsonObject;
}

export interface FunctionSpec {
  readonly address: string;
  /** The construct's id ("Tickets"), else the logical id; unique. */
  readonly name: string;
  readonly physicalName: string;
  readonly arn: string;
  /** Folder of the bundle, and the module and export that `Handler` names in it. */
  readonly dir: string;
  readonly file: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly timeout: number;
  /** MiB. */
  readonly memory: number;
  readonly concurrency: number | undefined;
  readonly role: { readonly arn: string; readonly statements: readonly Statement[] };
}

export interface TableSpec {
  readonly name: string;
  readonly arn: string;
  readonly key: readonly KeyPart[];
  readonly attributes: Readonly<Record<string, "S" | "N" | "B">>;
  readonly indexes: readonly IndexSpec[];
  readonly streamView: string | undefined;
  readonly ttl: string | undefined;
}

export interface KeyPart {
  readonly name: string;
  readonly type: "HASH" | "RANGE";
}

export interface IndexSpec {
  readonly name: string;
  readonly key: readonly KeyPart[];
  readonly projection: "ALL" | "KEYS_ONLY" | "INCLUDE";
  readonly include: readonly string[];
}

export interface PoolSpec {
  readonly id: string;
  readonly arn: string;
  readonly issuer: string;
  readonly password: PasswordPolicy;
  readonly groups: readonly string[];
  readonly attributes: readonly string[];
  readonly caseSensitive: boolean;
  readonly clients: readonly ClientSpec[];
}

export interface PasswordPolicy {
  readonly minimum: number;
  readonly lower: boolean;
  readonly upper: boolean;
  readonly digit: boolean;
  readonly symbol: boolean;
}

export interface ClientSpec {
  readonly id: string;
  readonly flows: readonly string[];
  /** Seconds. */
  readonly lifetimes: { readonly access: number; readonly id: number; readonly refresh: number };
  readonly revocation: boolean;
  readonly hidesUnknownUsers: boolean;
}

/** An identity of SES: a domain, or one address. */
export interface SenderSpec {
  readonly name: string;
  readonly arn: string;
}

export interface ApiSpec {
  readonly id: string;
  readonly routes: readonly RouteSpec[];
  /** Requests per second and burst; `undefined` leaves the account's default, which one machine never meets. */
  readonly throttle: Throttle | undefined;
  readonly routeThrottles: Readonly<Record<string, Throttle>>;
}

export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface RouteSpec {
  /** "GET /api/tickets/{id}" or "$default". */
  readonly key: string;
  readonly functionArn: string;
  /** Milliseconds that the gateway waits. */
  readonly timeout: number;
  readonly authorizer: { readonly issuer: string; readonly audience: readonly string[] } | undefined;
}

export interface DistributionSpec {
  /** Its host name in the cloud. */
  readonly domain: string;
  readonly rootObject: string;
  /** In the order in which CloudFront tries them, the default one ("*") last. */
  readonly behaviours: readonly BehaviourSpec[];
  readonly errorPages: readonly { readonly status: number; readonly as: number; readonly path: string }[];
}

export interface BehaviourSpec {
  readonly pattern: string;
  readonly methods: readonly string[];
  readonly compress: boolean;
  /** Source of the CloudFront function that sees each request first. */
  readonly viewerRequest: string | undefined;
  readonly responseHeaders: readonly ResponseHeader[];
  readonly removeHeaders: readonly string[];
  readonly origin: OriginSpec;
}

export interface ResponseHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it replaces the origin's own. */
  readonly override: boolean;
}

export type OriginSpec =
  | {
      readonly kind: "api";
      readonly apiId: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** Folder of the site's files, as the bucket's metadata names it. */
  | { readonly kind: "site"; readonly dir: string };

export interface QueueSpec {
  readonly name: string;
  readonly arn: string;
}

/** A table's stream as the source of a function's events. */
export interface MappingSpec {
  readonly address: string;
  readonly functionArn: string;
  readonly tableName: string;
  readonly streamArn: string;
  /** A record that matches any of them passes; without any, every record. */
  readonly filters: readonly JsonObject[];
  readonly batchSize: number;
  /** Seconds that a batch which isn't full waits for more. */
  readonly window: number;
  /** Batches under way at once; records with the same partition key are never in two of them. */
  readonly lanes: number;
  readonly bisect: boolean;
  /** Retries after the first failure, and seconds that a record may be old; -1 is for ever. */
  readonly retries: number;
  readonly maximumAge: number;
  /** Whether the function tells which records failed. */
  readonly reportsFailures: boolean;
  readonly from: "TRIM_HORIZON" | "LATEST";
  /** The queue that is told of records that were given up. */
  readonly onFailure: string | undefined;
}

/** A function that the clock invokes. */
export interface ScheduleSpec {
  readonly address: string;
  readonly name: string;
  readonly arn: string;
  readonly functionArn: string;
  /** Seconds. */
  readonly every: number;
}

export interface BucketSpec {
  readonly name: string;
  readonly arn: string;
  /** Its host name in the cloud, such as "files.s3.eu-central-1.amazonaws.com". */
  readonly domain: string;
  /** Whether EventBridge is told of its objects. */
  readonly announces: boolean;
  readonly cors: readonly CorsRule[];
}

export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  /** Seconds. */
  readonly maxAge: number | undefined;
}

/** Which events of the default bus go to which function. */
export interface RuleSpec {
  readonly pattern: JsonObject;
  readonly functionArn: string;
}
