import { at, flag, isObject, list, number, parseJson, text, texts, type JsonObject } from "../kit/json.ts";
import { checkPattern } from "../events/filter.ts";
import type { MappingSpec, QueueSpec, RuleSpec, ScheduleSpec } from "./model.ts";
import { address } from "./assembly.ts";
import { arn, attribute, physicalName } from "./names.ts";
import { Unresolved } from "./resolve.ts";
import { each, type Resolved, type Source } from "./source.ts";

export const readQueues = (source: Source): QueueSpec[] =>
  each(source, "AWS::SQS::Queue", (queue) => ({ name: physicalName(queue), arn: arn(queue) ?? "" }));

/** The resource of a type that a reference leads to. */
function found(source: Source, type: string, is: (resource: Resolved) => boolean, what: string): Resolved {
  const resource = source.of(type).find(is);
  if (!resource) throw new Unresolved(what);
  return resource;
}

/** `FunctionName` may be a name or an ARN. */
const functionArn = (source: Source, name: string): string =>
  arn(found(source, "AWS::Lambda::Function", (f) => [physicalName(f), arn(f)].includes(name), `function ${name}`)) ??
  "";

function filterOf(filter: unknown): JsonObject {
  const pattern = parseJson(String(filter));
  if (!isObject(pattern)) throw new Unresolved(`filter ${String(filter)}`);
  const problem = checkPattern(pattern);
  if (problem !== undefined) throw new Unresolved(`in a filter: ${problem}`);
  return pattern;
}

function failureQueue(source: Source, destination: string): string | undefined {
  if (destination === "") return undefined;
  return physicalName(
    found(source, "AWS::SQS::Queue", (q) => arn(q) === destination, `on-failure destination ${destination}`),
  );
}

/** Streams that functions react to. Only tables' streams are sources here. */
export function readMappings(source: Source): MappingSpec[] {
  return each(source, "AWS::Lambda::EventSourceMapping", (mapping) => {
    const { values } = mapping;
    const streamArn = text(values["EventSourceArn"]);
    const isSource = (table: Resolved): boolean => attribute(table, "StreamArn") === streamArn;
    const table = found(source, "AWS::DynamoDB::GlobalTable", isSource, `event source ${streamArn}`);
    const types = texts(values["FunctionResponseTypes"]);
    const other = types.find((type) => type !== "ReportBatchItemFailures");
    if (other !== undefined) throw new Unresolved(`response type ${other}`);
    const from = text(values["StartingPosition"]);
    if (from !== "TRIM_HORIZON" && from !== "LATEST") throw new Unresolved(`starting position ${from}`);
    return {
      address: address(mapping),
      functionArn: functionArn(source, text(values["FunctionName"])),
      tableName: physicalName(table),
      streamArn,
      filters: list(at(values["FilterCriteria"], "Filters")).map((one) => filterOf(at(one, "Pattern"))),
      batchSize: number(values["BatchSize"], 100),
      window: number(values["MaximumBatchingWindowInSeconds"], 0),
      lanes: number(values["ParallelizationFactor"], 1),
      bisect: flag(values["BisectBatchOnFunctionError"]),
      retries: number(values["MaximumRetryAttempts"], -1),
      maximumAge: number(values["MaximumRecordAgeInSeconds"], -1),
      reportsFailures: types.length > 0,
      from,
      onFailure: failureQueue(source, text(at(values["DestinationConfig"], "OnFailure", "Destination"))),
    };
  });
}

const units: Record<string, number> = { minute: 60, hour: 3600, day: 86_400 };

/** Seconds between two runs of `rate(1 hour)`; a calendar's expression is not understood. */
function secondsOf(expression: string): number {
  const [, n = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(n) * (units[unit] ?? 0);
  if (!(seconds > 0)) throw new Unresolved(`schedule ${expression}`);
  return seconds;
}

/** The one function that a rule invokes. */
function targetOf(source: Source, { values }: Resolved): string {
  const [target, ...more] = list(values["Targets"]);
  if (!target || more.length > 0) throw new Unresolved("any but one target");
  const extra = Object.keys(isObject(target) ? target : {}).find(
    (name) => !["Arn", "Id", "RetryPolicy"].includes(name),
  );
  if (extra !== undefined) throw new Unresolved(`target property ${extra}`);
  if (text(values["State"], "ENABLED") !== "ENABLED") throw new Unresolved(`state ${text(values["State"])}`);
  return functionArn(source, text(at(target, "Arn")));
}

const isSchedule = (rule: Resolved): boolean => rule.values["ScheduleExpression"] !== undefined;
const rulesOf = (source: Source, which: (rule: Resolved) => boolean): Source => ({
  ...source,
  of: (type) => source.of(type).filter(which),
});

/** Rules that invoke a function when a service tells of something. */
export function readRules(source: Source): RuleSpec[] {
  return each(
    rulesOf(source, (rule) => !isSchedule(rule)),
    "AWS::Events::Rule",
    (rule) => {
      const pattern = rule.values["EventPattern"];
      if (!isObject(pattern)) throw new Unresolved("a rule without a pattern");
      const problem = checkPattern(pattern);
      if (problem !== undefined) throw new Unresolved(`in a pattern: ${problem}`);
      return { pattern, functionArn: targetOf(source, rule) };
    },
  );
}

/** Rules that invoke a function by the clock. */
export function readSchedules(source: Source): ScheduleSpec[] {
  return each(rulesOf(source, isSchedule), "AWS::Events::Rule", (rule) => {
    const { values } = rule;
    return {
      address: address(rule),
      name: physicalName(rule),
      arn: arn(rule) ?? "",
      functionArn: targetOf(source, rule),
      every: secondsOf(text(values["ScheduleExpression"])),
    };
  });
}
