import type { Answer, Route } from "@tessera/core/kit/route";
import { ApiError } from "./error.ts";
import { send, type CallInput } from "./send.ts";
import { session } from "./session.svelte.ts";

type Args<R extends Route> = object extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>];

/**
 * The one way to the API: typed by the route, carrying the session's token, renewed ahead of its end and once
 * more after a 401. Throws ApiError or OfflineError.
 */
export async function call<R extends Route>(route: R, ...[input]: Args<R>): Promise<Answer<R>> {
  const parts = input ?? {};
  if (route.access === "public") return send(route, parts, null);

  const access = await session.token();
  try {
    return await send(route, parts, access);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const renewed = await session.renew(access);
    if (renewed === null) throw error;
    return send(route, parts, renewed);
  }
}
