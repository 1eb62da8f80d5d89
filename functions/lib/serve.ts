import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Actor, Visit } from "@tessera/core/kit/actor";
import { Reply, type Operation, type RawInput } from "@tessera/core/kit/operation";
import type { Route, Routes } from "@tessera/core/kit/route";
import { answer } from "./answer.ts";
import { identify, visitOf } from "./identify.ts";
import { keyed } from "./keyed.ts";
import { accounted } from "./log.ts";
import { problems } from "./problem.ts";
import { input } from "./request.ts";

export type Event = APIGatewayProxyEventV2;
export type Result = APIGatewayProxyStructuredResultV2;

/** Every route has its operation, of the right shape: a missing or foreign one doesn't compile. */
export type Operations<R extends Routes> = { [K in keyof R]: Operation<R[K]> };

/**
 * A resource's Lambda handler: finds the route of an event, reads it, says who asks, runs the operation and
 * turns what comes back into HTTP. The only middleware stack of the API.
 */
export function serve<R extends Routes>(routes: R, operations: Operations<R>) {
  const table = new Map(
    Object.entries(routes).map(([name, route]) => [
      `${route.method} ${route.path}`,
      { route, run: operations[name as keyof R] },
    ]),
  );
  return middy<Event, Result>()
    .use(accounted())
    .use(problems())
    .handler(async (event: Event, context: Context): Promise<Result> => {
      const found = table.get(event.routeKey.replace(/\/?$/, "/"));
      if (!found) throw new Error(`no operation for ${event.routeKey}`);
      const visit = visitOf(event, context);
      // Which of the two an operation takes was decided by its route's access.
      const run = found.run as unknown as (actor: Actor | Visit, input: RawInput) => Promise<unknown>;
      return perform(found.route, run, event, found.route.access === "public" ? visit : identify(event, visit));
    });
}

type Run = (actor: Actor | Visit, input: RawInput) => Promise<unknown>;

async function perform(route: Route, run: Run, event: Event, actor: Actor | Visit): Promise<Result> {
  const given = await input(route, event);
  const outcome = await keyed(route, event, given, actor, async (holder) => {
    const result = await run(holder, given);
    return result instanceof Reply ? result : new Reply(result, {});
  });
  return answer(route, event, outcome);
}
