// `npm run redrive`: hands records of the table's stream that a function gave up to it once more. A message in the queue says
// where they are in the stream, not what they are; the stream keeps them for a day
// (https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html).
import { DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-dynamodb-streams";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { matches } from "../../packages/local/src/events/filter.ts";
import { command, say, Stop } from "../lib/say.mjs";
import { filtersOf, invoke, outputs } from "./reach.mjs";

const streams = new DynamoDBStreamsClient();
const queue = new SQSClient();

/** Records from the first to the last of a batch, or undefined when the stream no longer has them. */
async function recordsOf({ streamArn, shardId, startSequenceNumber, endSequenceNumber }) {
  const records = [];
  const from = { StreamArn: streamArn, ShardId: shardId, SequenceNumber: startSequenceNumber };
  try {
    let { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ ...from, ShardIteratorType: "AT_SEQUENCE_NUMBER" }),
    );
    while (ShardIterator) {
      const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      records.push(...Records);
      const end = records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === endSequenceNumber);
      if (end >= 0) return records.slice(0, end + 1);
      if (Records.length === 0 && records.length > 0) break; // its end was never there
      ShardIterator = NextShardIterator;
    }
  } catch (error) {
    if (error.name !== "TrimmedDataAccessException" && error.name !== "ResourceNotFoundException") throw error;
  }
  return undefined;
}

/** As Lambda's own reader writes records: times in seconds. */
const asEvent = (records, eventSourceARN) => ({
  Records: records.map(({ dynamodb, ...record }) => ({
    ...record,
    eventSourceARN,
    dynamodb: { ...dynamodb, ApproximateCreationDateTime: dynamodb.ApproximateCreationDateTime.getTime() / 1000 },
  })),
});

/** "done", "gone" from the stream, or what the function has against it. Between a batch's ends stand records of others, too. */
async function again({ requestContext: { functionArn }, DDBStreamBatchInfo: batch }) {
  const all = await recordsOf(batch);
  if (!all) return "gone";
  const patterns = await filtersOf(functionArn);
  const records = all.filter((record) => patterns.some((pattern) => matches(pattern, record)));
  const answer = await invoke(functionArn, asEvent(records, batch.streamArn));
  const failed = answer?.batchItemFailures?.length ?? 0;
  return failed === 0 ? "done" : `${failed} of ${records.length} records failed again`;
}

async function main() {
  const { FailuresQueue: QueueUrl } = outputs();
  const count = { done: 0, gone: 0, failed: 0 };
  // What fails again stays hidden for a quarter of an hour, so one run sees each message once.
  const receive = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: 900,
    WaitTimeSeconds: 2,
  });
  for (;;) {
    const { Messages = [] } = await queue.send(receive);
    if (Messages.length === 0) break;
    for (const { Body, ReceiptHandle } of Messages) {
      const outcome = await again(JSON.parse(Body)).catch((error) => error.message);
      if (outcome !== "done" && outcome !== "gone") {
        count.failed++;
        say(`  ${outcome}`);
        continue;
      }
      count[outcome]++;
      await queue.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
  say(`given up: ${count.done} done now, ${count.gone} no longer in the stream, ${count.failed} failed again`);
  if (count.gone > 0)
    say("for what is gone: npm run reindex -- --project KEY --table TABLENAME mends search, the sweep wakes jobs");
  if (count.failed > 0) throw new Stop("what failed again stays in the queue: the functions' logs say why");
  return 0;
}

await command(main);
