import { at, list, object, text, type Json, type JsonObject } from "../kit/json.ts";
import { DynamoDbError, type DynamoDb } from "../dynamodb/client.ts";

/** How far a stream has been read: up to this record of this shard. */
export interface Position {
  readonly stream: string;
  readonly shard: string;
  readonly sequence: string;
}

/** The iterator is too old, or what it pointed at is: then a new one is fetched. */
const outdated = ["ExpiredIteratorException", "TrimmedDataAccessException"];

const sequenceOf = (record: Json): string => text(at(record, "dynamodb", "SequenceNumber"));

/**
 * Reads the stream of one table in order. The emulator has one shard at a time; when it is closed, its child
 * follows.
 */
export class StreamReader {
  readonly #db: DynamoDb;
  readonly #table: string;
  readonly #from: "TRIM_HORIZON" | "LATEST";
  #position: Position | undefined;
  #iterator: string | undefined;
  /** Which shard is being read. */
  shard = "";

  constructor(db: DynamoDb, table: string, from: "TRIM_HORIZON" | "LATEST", saved: Position | undefined) {
    this.#db = db;
    this.#table = table;
    this.#from = from;
    this.#position = saved;
  }

  /** The next records, none when there are no new ones, and where the stream stands after them. */
  async read(limit: number): Promise<{ records: JsonObject[]; position: Position | undefined }> {
    try {
      this.#iterator ??= await this.#open();
      if (this.#iterator === undefined) return { records: [], position: this.#position };
      const answer = await this.#db.stream("GetRecords", { ShardIterator: this.#iterator, Limit: limit });
      const records = list(answer["Records"]).map(object);
      this.#iterator = text(answer["NextShardIterator"]) || (await this.#child());
      const last = records.at(-1);
      if (last) this.#position = { stream: await this.#arn(), shard: this.shard, sequence: sequenceOf(last) };
      return { records, position: this.#position };
    } catch (error) {
      this.#iterator = undefined;
      if (!(error instanceof DynamoDbError) || !outdated.includes(error.code)) throw error;
      if (error.code === "TrimmedDataAccessException") this.#position = undefined;
      return this.read(limit);
    }
  }

  #stream: string | undefined;
  async #arn(): Promise<string> {
    const { Table } = this.#stream ? {} : await this.#db.call("DescribeTable", { TableName: this.#table });
    return (this.#stream ??= text(at(Table, "LatestStreamArn")));
  }

  /** The shards from the oldest to the newest. */
  async #shards(): Promise<{ id: string; parent: string }[]> {
    const shards: { id: string; parent: string }[] = [];
    let from: Json;
    do {
      const answer = await this.#db.stream("DescribeStream", {
        StreamArn: await this.#arn(),
        ...(text(from) !== "" && { ExclusiveStartShardId: from }),
      });
      for (const shard of list(at(answer["StreamDescription"], "Shards")))
        shards.push({ id: text(at(shard, "ShardId")), parent: text(at(shard, "ParentShardId")) });
      from = at(answer["StreamDescription"], "LastEvaluatedShardId");
    } while (from !== undefined);
    return shards;
  }

  async #iteratorOf(shard: string, how: JsonObject): Promise<string> {
    this.shard = shard;
    const input = { StreamArn: await this.#arn(), ShardId: shard, ...how };
    return text((await this.#db.stream("GetShardIterator", input))["ShardIterator"]);
  }

  /** After the saved position, if it is of this stream and its shard still exists; else from the beginning, or now. */
  async #open(): Promise<string | undefined> {
    const shards = await this.#shards();
    const { stream, shard, sequence } = this.#position ?? {};
    if (stream === (await this.#arn()) && shard !== undefined && shards.some(({ id }) => id === shard))
      return this.#iteratorOf(shard, {
        ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
        SequenceNumber: sequence,
      });
    const first = this.#from === "LATEST" ? shards.at(-1) : shards[0];
    return first && this.#iteratorOf(first.id, { ShardIteratorType: this.#from });
  }

  async #child(): Promise<string | undefined> {
    const next = (await this.#shards()).find(({ parent }) => parent === this.shard);
    return next && this.#iteratorOf(next.id, { ShardIteratorType: "TRIM_HORIZON" });
  }
}
