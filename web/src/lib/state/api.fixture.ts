import { authRoutes } from "@tessera/core/auth/auth.schema";
import type { Route } from "@tessera/core/kit/route";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

type Reply = (asked: Asked) => unknown;

const problem = (status: number, code: string): Response =>
  new Response(JSON.stringify({ status, code, detail: `Refused: ${code}`, errors: {}, request_id: "r1" }), {
    status,
    headers: { "content-type": "application/json" },
  });

/** What a reply throws to be an error of the API. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code = "test.refused") {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** Stands in for the network: replies by route, keeps what was asked. `asked(route)` are the requests to one. */
export function stubApi() {
  const replies: { route: Route; reply: Reply }[] = [];
  const log: { route: Route; asked: Asked }[] = [];
  const pattern = (route: Route) => new RegExp(`^${route.path.replace(/\{\w+\}/g, "[^/]+")}$`);

  async function answer(input: string, init: RequestInit): Promise<Response> {
    const url = new URL(input, location.origin);
    const asked = {
      method: String(init.method),
      path: url.pathname,
      query: url.searchParams,
      body: typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : undefined,
    };
    const found = replies.findLast(({ route }) => route.method === asked.method && pattern(route).test(asked.path));
    if (!found) return problem(404, "test.no_reply");
    log.push({ route: found.route, asked });
    try {
      const body = await found.reply(asked);
      return new Response(body === undefined ? null : JSON.stringify(body), {
        status: body === undefined ? 204 : found.route.status,
      });
    } catch (error) {
      if (error instanceof Refusal) return problem(error.status, error.code);
      throw error;
    }
  }

  const on = (route: Route, reply: Reply) => void replies.push({ route, reply });
  on(authRoutes.refresh, () => ({ access: "token" }));
  return {
    on,
    fetch: answer,
    asked: (route: Route) => log.filter((entry) => entry.route === route).map((entry) => entry.asked),
  };
}

/** A promise that the test settles. */
export function later<T>() {
  let settle: { resolve: (value: T) => void; reject: (error: unknown) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, resolve: (value: T) => settle?.resolve(value), reject: (error: unknown) => settle?.reject(error) };
}
