import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { call, type Method } from "../support/call.ts";
import { againstBody, operations, type Operation } from "../support/document.ts";
import { poolOf, requests, type Mood, type Request } from "../support/requests.ts";
import { aWorld, type World } from "../support/routes.ts";

/** Another run: `FUZZ_SEED=7 FUZZ_RUNS=100 npm test -- api`. */
const seed = Number(process.env["FUZZ_SEED"] ?? 20261122);
/** Requests to each operation in each mood. */
const runs = Number(process.env["FUZZ_RUNS"] ?? 6);

let shared: World;
let other: World;

beforeAll(async () => {
  [shared, other] = await Promise.all([aWorld(), aWorld()]);
});

/** What deletes gets a world of its own to do so. */
const worldFor = ({ verb }: Operation): Promise<World> => (verb === "delete" ? aWorld() : Promise.resolve(shared));

function addressOf({ path }: Operation, { path: params, query }: Request): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(query.map(([name, value]) => [name, value]));
  return search.size > 0 ? `${filled}?${search}` : filled;
}

/** What is wrong with how a request was answered; `call` itself holds every answer to the document. */
async function wrongWith(operation: Operation, request: Request, world: World, mood: Mood): Promise<string[]> {
  const answer = await call(operation.verb.toUpperCase() as Method, addressOf(operation, request), {
    token: world.lead.token,
    headers: request.headers,
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
  });
  const { status, headers } = answer;
  const refused = status >= 400;
  const forbidden = request.body === undefined || mood === "valid" ? [] : againstBody(operation, request.body);
  return [
    ...(status >= 500 ? [`${status}: ${JSON.stringify(answer.body)}`] : []),
    ...(refused || forbidden.length === 0
      ? []
      : [`${status} to a body that the document forbids: ${forbidden.join("; ")}`]),
    ...(headers.has("x-request-id") || headers.get("content-type")?.startsWith("application/json")
      ? []
      : ["no request id"]),
  ];
}

describe.each(["valid", "nearly valid", "hostile"] as const)("a %s request", (mood) => {
  it.each(operations.map((one) => [one.call.operationId, one] as const))(
    "to %s is answered as the document says, and never with a 500",
    async (_, operation) => {
      const world = await worldFor(operation);
      const some = fc.sample(requests(operation, poolOf(world, other, operation), mood), { seed, numRuns: runs });
      const failures: unknown[] = [];
      for (const request of some) {
        const wrong = await wrongWith(operation, request, world, mood).catch((error: unknown) => [String(error)]);
        if (wrong.length > 0) failures.push({ wrong, request: JSON.stringify(request).slice(0, 600) });
      }

      expect({ seed, failures: failures.slice(0, 3) }).toEqual({ seed, failures: [] });
    },
  );
});
