import { openDataDir, type DataDir } from "./data-dir.ts";
import { joinEmulator, startEmulator, type Emulator } from "./dynamodb/emulator.ts";
import { IndexLag } from "./dynamodb/lag.ts";
import { createDynamoDbService } from "./dynamodb/service.ts";
import { ensureTables } from "./dynamodb/tables.ts";
import { createCognito, type Cognito } from "./cognito/service.ts";
import { createMails, type Mails } from "./mail/mails.ts";
import { createMailService } from "./mail/service.ts";
import { createCredentials } from "./endpoint/credentials.ts";
import { startEndpoint, type Call } from "./endpoint/endpoint.ts";
import { checkMappings, startEvents, type Events } from "./events/events.ts";
import { createQueues, type Queues } from "./events/queues.ts";
import { createBus } from "./events/bus.ts";
import { createFaults, type Faults } from "./faults/faults.ts";
import { createLog } from "./functions/log.ts";
import { createRunner, type Runner, type Usage } from "./functions/runner.ts";
import { createLedger, writeReport, type GrantReport } from "./iam/ledger.ts";
import type { Json, JsonObject } from "./kit/json.ts";
import { openDurableMap, type DurableMap } from "./kit/durable-map.ts";
import { expectFree, type Listening } from "./kit/listen.ts";
import { startEdge } from "./edge/edge.ts";
import { openObjects, type Objects } from "./s3/objects.ts";
import { startS3 } from "./s3/server.ts";
import type { Model } from "./template/model.ts";
import { readModel } from "./template/read.ts";

export interface CloudOptions {
  /** The synthesised cloud assembly (`cdk.out`). */
  readonly assembly: string;
  /** The data folder; made when missing. */
  readonly data: string;
  /** Public port on loopback; 0 (as when absent) takes a free one. */
  readonly port?: number;
  /** The Java binary; TESSERA_JAVA, or "java", when absent. */
  readonly java?: string;
  /** Also prints what functions log. */
  readonly verbose?: boolean;
  /** Keeps table and people in memory only, for tests. */
  readonly inMemory?: boolean;
  /** Where a DynamoDB Local runs, in memory, that others use too; one of its own when absent. */
  readonly emulator?: string | undefined;
  /** `false` leaves the template's request throttling out. */
  readonly throttle?: boolean;
  /** `false` spares transactions the reads by which their units are told as DynamoDB would (dynamodb/transactions.ts). */
  readonly priced?: boolean;
  /** Most workers of one function, about 50 MB each; 6 when absent. */
  readonly workers?: number;
  /** Where each run leaves its grant report; TESSERA_GRANTS_DIR when absent, nowhere when that is absent too. */
  readonly grantsDir?: string;
  /** Told in short lines what is being done. */
  readonly progress?: (line: string) => void;
}

export interface Cloud {
  /** "http://localhost:3000": app and API, as the distribution serves them. */
  readonly url: string;
  /** The HTTP API without the distribution before it, on an internal port. */
  readonly apiUrl: string;
  readonly model: Model;
  readonly faults: Faults;
  /** The emulator itself, past IAM and faults, to look at data and set it up in tests. */
  readonly dynamodb: {
    readonly endpoint: string;
    /** Whoever else calls it signs with this one, or has another database. */
    readonly accessKey: string;
    readonly tableName: string;
    call(action: string, input: JsonObject): Promise<JsonObject>;
  };
  readonly cognito: Cognito;
  /** What functions react to: wait for `stream.idle()` instead of sleeping. */
  readonly stream: Pick<Events, "idle">;
  readonly queues: Queues;
  /** What functions have sent. */
  readonly mails: Mails;
  /** What is in the buckets, past signatures and roles. */
  readonly objects: Objects;
  /** Granted and used permissions so far, by the function's address. */
  grants(): GrantReport;
  /** Hears of each call that DynamoDB, Cognito or SES has answered, until what this returns is called. */
  listen(hear: (call: Call) => void): () => void;
  /** What functions have taken of the machine so far, by their names. */
  usage(): ReadonlyMap<string, Usage>;
  /** Invokes a function by its name with any event. @throws Error when it fails or times out */
  invoke(name: string, event: JsonObject): Promise<Json>;
  /** The next invocations run fresh bundles. */
  reload(name?: string): void;
  /** Resolves with a reason when a part that nothing works without ended by itself. */
  readonly failed: Promise<string>;
  /** Ends every child and port; also writes the grant report. */
  stop(): Promise<void>;
}

/** Milliseconds that API Gateway would wait. */
const patience = 30_000;

async function invoke(model: Model, runner: Runner, name: string, event: JsonObject): Promise<Json> {
  const spec = model.functions.find((one) => one.name === name);
  if (!spec) throw new Error(`no function ${name}; there are ${model.functions.map((one) => one.name).join(", ")}`);
  const outcome = await runner.invoke(spec.arn, JSON.stringify(event), patience);
  if (outcome.kind === "ok") return outcome.value;
  throw new Error(outcome.kind === "timeout" ? `${name} timed out` : `${name}: ${outcome.type}: ${outcome.message}`);
}

/** What keeps the data; `store` that of the events. */
interface Parts {
  readonly emulator: Emulator;
  readonly cognito: Cognito;
  readonly mails: Mails;
  readonly objects: Objects;
  readonly store: DurableMap;
}

/** What runs once emulator and user pools do: endpoint, S3, functions, their events, edge. */
async function startServices(options: CloudOptions, model: Model, data: DataDir, parts: Parts) {
  const { cognito, mails, objects, store } = parts;
  const { db } = parts.emulator;
  const ledger = createLedger(model.functions);
  const lag = new IndexLag(db, model.tables);
  const faults = createFaults((ms) => lag.set(ms));
  const callers = createCredentials(model.functions);
  checkMappings(model, callers, ledger);
  const listeners = new Set<(call: Call) => void>();
  const endpoint = await startEndpoint({
    callers: [...callers.values()],
    services: {
      dynamodb: createDynamoDbService(db, model.tables, lag, options.priced ?? true),
      "cognito-idp": cognito.service,
      ses: createMailService(model.senders, mails),
    },
    faults,
    kill: (trace) => runner.kill(trace),
    used: (address, access) => ledger.use(address, access),
    answered: (call) => listeners.forEach((hear) => hear(call)),
  });
  const print = createLog(data.logs, options.verbose ?? false);
  const bus = createBus(
    model.rules,
    (arn, payload) => runner.invoke(arn, payload, patience),
    (text) => print({ function: "events", text }),
  );
  const s3 = await startS3({
    buckets: model.buckets,
    site: model.distributions.map(({ domain }) => `https://${domain}`),
    objects,
    callers: [...callers.values()],
    faults,
    bus,
    used: (address, access) => ledger.use(address, access),
  });
  const runner: Runner = createRunner({
    functions: model.functions,
    credentials: callers,
    endpoint: `http://127.0.0.1:${endpoint.port}`,
    s3: `http://127.0.0.1:${s3.port}`,
    log: print,
    workers: options.workers ?? 6,
    compileCache: data.cache,
    faults,
  });
  const queues = createQueues(store);
  const events = startEvents({ model, db, store, queues, runner });
  const edge = await startEdge({ ...options, model, cognito, mails, runner, s3: `http://127.0.0.1:${s3.port}` });
  return { ledger, listeners, faults, endpoint, runner, bus, s3, queues, events, edge };
}

async function openEmulator(options: CloudOptions, model: Model, data: DataDir): Promise<Emulator> {
  const emulator = options.emulator
    ? joinEmulator(options.emulator)
    : await startEmulator({
        java: options.java ?? (process.env["TESSERA_JAVA"] || "java"),
        dir: options.inMemory ? undefined : data.dynamodb,
      });
  try {
    await ensureTables(emulator.db, model.tables);
    return emulator;
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

/** Runs the steps in order, all of them, and keeps the first failure for the end. */
async function closeAll(steps: readonly (() => unknown)[]): Promise<void> {
  const results: PromiseSettledResult<unknown>[] = [];
  for (const step of steps) results.push(...(await Promise.allSettled([Promise.resolve().then(step)])));
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
}

const closing = (listening: Listening) => () => listening.close();

type Services = Awaited<ReturnType<typeof startServices>>;

/** What a caller gets to hold. */
function cloudOf(
  model: Model,
  { cognito, emulator, mails, objects }: Parts,
  { bus, edge, events, faults, ledger, listeners, queues, runner }: Services,
  cleanups: readonly (() => unknown)[],
): Cloud {
  let stopping: Promise<void> | undefined;
  return {
    url: edge.url,
    apiUrl: edge.apiUrl,
    model,
    faults,
    cognito,
    mails,
    objects,
    dynamodb: {
      endpoint: emulator.db.endpoint,
      accessKey: emulator.db.accessKey,
      tableName: model.tables[0]?.name ?? "",
      call: (action, input) => emulator.db.call(action, input),
    },
    stream: {
      async idle(within) {
        await bus.idle();
        await events.idle(within);
      },
    },
    queues,
    grants: () => ledger.report(),
    listen(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    usage: () => runner.usage(),
    invoke: (name, event) => invoke(model, runner, name, event),
    reload: (name) => runner.reload(name),
    failed: emulator.ended.then(() => "DynamoDB Local ended by itself"),
    stop: () => (stopping ??= closeAll(cleanups)),
  };
}

/**
 * Starts the product from its synthesised templates on this machine.
 * @throws StartError with one line that says what to do: something not understood in a template, a taken port,
 *   a damaged, full or used data folder, no Java
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const progress = options.progress ?? (() => undefined);
  const model = readModel(options.assembly);
  const data = openDataDir(options.data);
  const cleanups: (() => unknown)[] = [() => data.release()];
  try {
    if (options.port) await expectFree(options.port);
    const store = openDurableMap(options.inMemory ? undefined : data.cognito);
    cleanups.unshift(() => store.close());
    const events = openDurableMap(options.inMemory ? undefined : data.events);
    cleanups.unshift(() => events.close());
    const cognito = createCognito(store, model.pools);
    const sent = openDurableMap(options.inMemory ? undefined : data.mails);
    cleanups.unshift(() => sent.close());
    const mails = createMails(sent, progress);
    const names = openDurableMap(options.inMemory ? undefined : `${data.s3}.jsonl`);
    cleanups.unshift(() => names.close());
    const objects = openObjects(data.s3, names, !options.inMemory);
    progress("starting DynamoDB Local");
    const emulator = await openEmulator(options, model, data);
    cleanups.unshift(() => emulator.stop());
    const { endpoint, accessKey } = emulator.db;
    data.announce({ endpoint, accessKey, table: model.tables[0]?.name ?? "" });
    progress(
      `starting ${model.functions.length} functions, ${model.apis.reduce((sum, api) => sum + api.routes.length, 0)} routes`,
    );
    const parts = { emulator, cognito, mails, objects, store: events };
    const services = await startServices(options, model, data, parts);
    cleanups.unshift(
      closing(services.edge),
      closing(services.s3),
      () => services.bus.stop(),
      () => services.events.stop(),
      () => services.runner.stop(),
      closing(services.endpoint),
    );
    const grantsDir = options.grantsDir ?? process.env["TESSERA_GRANTS_DIR"];
    if (grantsDir) cleanups.unshift(() => writeReport(grantsDir, services.ledger.report()));
    return cloudOf(model, parts, services, cleanups);
  } catch (error) {
    await closeAll(cleanups).catch(() => undefined);
    throw error;
  }
}
