import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Actor, Visit } from "@tessera/core/kit/actor";
import { Reply, type Operation, type RawInput } from "@tessera/core/kit/operation";
import type { Route, Routes } from "@tessera/core/kit/route";
import { answer } from "./answer.ts";
import { identify, visitOf } from "./identify.ts";
import { accounted } from "./log.ts";
import { problems } from "./problem.ts";
import { input } from "./request.ts";

export type Event = APIGatewayProxyEventV2;
export type Result = APIGatewayProxyStructuredResultV2;

/** Every route has its operation, of the right shape: a missing or foreign one doesn't compile. */
export type Operations<R extends Routes> = { [K in keyof R]: Operation<R[K]> };

/** What stands around an operation: runs it, or answers without it. */
export type Around = (
  route: Route,
  event: Event,
  given: RawInput,
  actor: Actor | Visit,
  run: (actor: Actor | Visit) => Promise<Reply<unknown>>,
) => Promise<Reply<unknown>>;

/**
 * A resource's Lambda handler: finds the route of an event, reads it, says who asks, runs the operation and
 * turns what comes back into HTTP. The only middleware stack of the API.
 */
export function door<R extends Routes>(routes: R, operations: Operations<R>, around: Around) {
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
      const { route } = found;
      const visit = visitOf(event, context);
      const actor = route.access === "public" ? visit : identify(event, visit);
      // Which of the two an operation takes was decided by its route's access.
      const run = found.run as unknown as (actor: Actor | Visit, input: RawInput) => Promise<unknown>;
      const given = await input(route, event);
      return answer(
        route,
        event,
        await around(route, event, given, actor, async (who) => asReply(await run(who, given))),
      );
    });
}

const asReply = (result: unknown): Reply<unknown> => (result instanceof Reply ? result : new Reply(result, {}));
