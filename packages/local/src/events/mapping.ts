import { createHash, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { DynamoDb } from "../dynamodb/client.ts";
import type { Outcome } from "../functions/runner.ts";
import type { DurableMap } from "../kit/durable-map.ts";
import { at, text, type JsonObject } from "../kit/json.ts";
import type { MappingSpec, TableSpec } from "../template/model.ts";
import { arrivalOf, deliver, type Condition } from "./delivery.ts";
import { passes } from "./filter.ts";
import type { Queues } from "./queues.ts";
import { StreamReader, type Position } from "./stream.ts";

/** Records of one read; Lambda polls a shard four times a second, here it is a little more often. */
const mostRecords = 1000;
const between = 150;

export interface MappingParts {
  readonly db: DynamoDb;
  readonly table: TableSpec;
  readonly store: DurableMap;
  readonly queues: Queues;
  readonly invoke: (functionArn: string, payload: string) => Promise<Outcome>;
}

/** One event source mapping at work: reads the stream, filters, delivers, and remembers how far it is. */
export class StreamMapping {
  readonly #spec: MappingSpec;
  readonly #parts: MappingParts;
  readonly #reader: StreamReader;
  readonly #stopping = new AbortController();
  readonly #key: string;
  readonly #partition: string;
  #wake: (() => void) | undefined;
  #waiting: (() => void)[] = [];
  /** Batches so far, failed ones too. */
  deliveries = 0;

  constructor(spec: MappingSpec, parts: MappingParts) {
    this.#spec = spec;
    this.#parts = parts;
    this.#key = `mapping/${spec.address}`;
    this.#partition = parts.table.key.find(({ type }) => type === "HASH")?.name ?? "";
    const { stream, shard, sequence } = parts.store.get(this.#key) ?? {};
    const saved = stream ? { stream: text(stream), shard: text(shard), sequence: text(sequence) } : undefined;
    this.#reader = new StreamReader(parts.db, spec.tableName, spec.from, saved);
  }

  start(): void {
    void this.#run();
  }

  /** Resolves when everything that was in the stream before this call has been dealt with. */
  drained(): Promise<void> {
    const end = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#wake?.();
    return end;
  }

  /** A batch under way will be delivered once more after the next start. */
  stop(): void {
    this.#stopping.abort();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const asked = this.#waiting;
      this.#waiting = [];
      try {
        if (await this.#pass()) {
          this.#waiting.unshift(...asked);
          continue;
        }
        for (const resolve of asked) resolve();
      } catch (error) {
        this.#waiting.unshift(...asked);
        if (this.#stopping.signal.aborted) return;
        process.stderr.write(
          `local cloud: ${this.#spec.address}: ${error instanceof Error ? error.message : String(error)}\n`,
        );
      }
      await this.#rest();
    }
  }

  #rest(): Promise<void> {
    if (this.#waiting.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, between);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Reads once and delivers what passes. Answers whether there was anything in the stream. */
  async #pass(): Promise<boolean> {
    let { records, position } = await this.#reader.read(mostRecords);
    if (records.length === 0) return false;
    const mine = (some: JsonObject[]): JsonObject[] => some.filter((record) => passes(this.#spec.filters, record));
    if (this.#spec.window > 0 && mine(records).length < this.#spec.batchSize) {
      await delay(this.#spec.window * 1000, undefined, { signal: this.#stopping.signal });
      const more = await this.#reader.read(mostRecords);
      records = [...records, ...more.records];
      position = more.position;
    }
    const lanes = Map.groupBy(mine(records), (record) => this.#laneOf(record));
    await Promise.all([...lanes.values()].map((lane) => this.#deliver(lane)));
    if (position) this.#save(position);
    return true;
  }

  #laneOf(record: JsonObject): number {
    const key = JSON.stringify(at(record, "dynamodb", "Keys", this.#partition));
    return (createHash("sha256").update(key).digest()[0] ?? 0) % this.#spec.lanes;
  }

  async #deliver(lane: readonly JsonObject[]): Promise<void> {
    const { batchSize, functionArn, streamArn } = this.#spec;
    const sent = lane.map((record) => ({ ...record, eventSourceARN: streamArn }));
    for (let from = 0; from < sent.length; from += batchSize)
      await deliver(
        {
          spec: this.#spec,
          stopping: this.#stopping.signal,
          invoke: (records) => {
            this.deliveries += 1;
            return this.#parts.invoke(functionArn, JSON.stringify({ Records: records }));
          },
          giveUp: (...what) => this.#giveUp(...what),
        },
        sent.slice(from, from + batchSize),
      );
  }

  #save(position: Position): void {
    this.#parts.store.set(this.#key, { ...position });
  }

  /** Tells the on-failure queue which records were given up: where they are in the stream, not what they say. */
  #giveUp(records: readonly JsonObject[], condition: Condition, count: number, outcome: Outcome | undefined): void {
    const { onFailure, functionArn, streamArn } = this.#spec;
    if (onFailure === undefined) return;
    const sequence = (n: number): string => text(at(records.at(n), "dynamodb", "SequenceNumber"));
    const arrival = (n: number): string => new Date(arrivalOf(records.at(n))).toISOString().replace(/\.\d+Z$/, "Z");
    const message = {
      requestContext: { requestId: randomUUID(), functionArn, condition, approximateInvokeCount: count },
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        functionError: outcome?.kind === "ok" ? null : "Unhandled",
      },
      version: "1.0",
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId: this.#reader.shard,
        startSequenceNumber: sequence(0),
        endSequenceNumber: sequence(-1),
        approximateArrivalOfFirstRecord: arrival(0),
        approximateArrivalOfLastRecord: arrival(-1),
        batchSize: records.length,
        streamArn,
      },
    };
    this.#parts.queues.send(onFailure, JSON.stringify(message));
  }
}
