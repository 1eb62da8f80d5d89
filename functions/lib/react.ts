import middy from "@middy/core";
import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  S3ObjectCreatedNotificationEvent,
  ScheduledEvent,
} from "aws-lambda";
import type { Visit } from "@tessera/core/kit/actor";
import { changeOf, type Change } from "@tessera/core/table/change";
import { logged, type Failure } from "./batch.ts";
import { reporting } from "./log.ts";

/** What is to be done about one change of an item. It may be told of the same change twice, and late. */
export type Reaction = (change: Change, visit: Visit) => Promise<void>;

/** Milliseconds that a reaction needs at least; with less, its record is left to the next try. */
const least = 2000;

/**
 * A Lambda handler for records of the table's stream, by the entity of their item. Records of one partition are dealt
 * with in order, and none after one that failed; partitions side by side. What failed is reported, so that Lambda
 * tries again from there on. The twin of `serve`, and the only middleware stack of events.
 */
export function react(reactions: Readonly<Record<string, Reaction>>) {
  const table = new Map(Object.entries(reactions));
  const failures: Failure[] = [];
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
    .use(logged<DynamoDBStreamEvent, DynamoDBBatchResponse>(failures, ({ Records }) => Records.length))
    .handler(async ({ Records }: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> => {
      const visit = visitOf(context);
      const lines = Map.groupBy(Records, (record) => JSON.stringify(record.dynamodb?.Keys?.pk));
      const found = await Promise.all([...lines.values()].map((line) => firstFailure(table, line, visit)));
      failures.push(...found.filter((one) => one !== undefined));
      return { batchItemFailures: failures.map(({ sequence }) => ({ itemIdentifier: sequence })) };
    });
}

const visitOf = (context: Context): Visit => ({
  requestId: context.awsRequestId,
  deadline: Date.now() + context.getRemainingTimeInMillis(),
  address: "", // nobody's
  report: reporting(context.awsRequestId),
  cookies: {},
});

/** Deals with records one after the other, up to the first that fails. */
async function firstFailure(
  reactions: ReadonlyMap<string, Reaction>,
  records: readonly DynamoDBRecord[],
  visit: Visit,
): Promise<Failure | undefined> {
  for (const record of records) {
    try {
      if (Date.now() > visit.deadline - least) throw new Error("no time was left for this record");
      const change = changeOf(record);
      await reactions.get(change.entity)?.(change, visit);
    } catch (error) {
      return { sequence: record.dynamodb?.SequenceNumber ?? "", key: record.dynamodb?.Keys, error };
    }
  }
  return undefined;
}

/** A Lambda handler for the clock; what `run` answers stands for how much there was to do. */
export const tick = (run: () => Promise<number>) =>
  middy<ScheduledEvent, number>()
    .use(logged<ScheduledEvent, number>([], () => 1))
    .handler(() => run());

/** A Lambda handler for new objects of the bucket, by their key. What fails is told again, by Lambda and EventBridge. */
export const notice = (run: (key: string) => Promise<void>) =>
  middy<S3ObjectCreatedNotificationEvent, void>()
    .use(logged<S3ObjectCreatedNotificationEvent, void>([], () => 1))
    .handler(({ detail }) => run(detail.object.key));
