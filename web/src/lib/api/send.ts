import type { Answer, Request as Input, Route } from "@tessera/core/kit/route";
import { OfflineError } from "./error.ts";
import { network } from "#lib/state/network.svelte.ts";
import { errorOf } from "./refusal.ts";

type Optional<T> = T extends undefined ? true : object extends T ? true : false;
type Loose<T> = { readonly [K in keyof T as Optional<T[K]> extends true ? never : K]: T[K] } & {
  readonly [K in keyof T as Optional<T[K]> extends true ? K : never]?: T[K];
};

export interface Options {
  /** The version that this write was made for; the API answers 412 if there is a newer one. */
  readonly ifMatch?: number;
  /** The same key again does nothing twice. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** The request outlives the page. */
  readonly keepalive?: boolean;
  /** It is under way already: sent by the page, before the app was there. */
  readonly sent?: Promise<Response> | undefined;
}

/** What a route asks for: path parameters, query and body as its schemas have them. */
export type CallInput<R extends Route> = Loose<Input<R>> & Options;

interface Parts {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

const entries = (x: unknown): [string, unknown][] => (typeof x === "object" && x !== null ? Object.entries(x) : []);

/** Fills the path's braces and appends the query; a list is a repeated parameter. */
export function urlOf(route: Route, { params, query }: Parts): string {
  const given = new Map(entries(params));
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

function headersOf(parts: Parts & Options, access: string | null): Headers {
  const headers = new Headers({ accept: "application/json" });
  if (access) headers.set("authorization", `Bearer ${access}`);
  if (parts.body !== undefined) headers.set("content-type", "application/json");
  if (parts.ifMatch !== undefined) headers.set("if-match", `"${parts.ifMatch}"`);
  if (parts.idempotencyKey) headers.set("idempotency-key", parts.idempotencyKey);
  return headers;
}

async function reach(url: string, init: RequestInit, sent?: Promise<Response>): Promise<Response> {
  try {
    const response = await (sent ?? fetch(url, init));
    network.found();
    return response;
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    network.lost();
    throw new OfflineError("There was no answer.", { cause });
  }
}

/** One request, one answer or one error. The only `fetch` of the app, but for the one in app.html. */
export async function send<R extends Route>(
  route: R,
  input: Parts & Options,
  access: string | null,
): Promise<Answer<R>> {
  const init: RequestInit = {
    method: route.method,
    headers: headersOf(input, access),
    body: input.body === undefined ? null : JSON.stringify(input.body),
    credentials: "same-origin",
    signal: input.signal ?? null,
    keepalive: input.keepalive ?? false,
  };
  const response = await reach(urlOf(route, input), init, input.sent);
  if (!response.ok) throw await errorOf(response);
  const body: unknown = route.answer === null || response.status === 204 ? undefined : await response.json();
  // The API's contract tests hold every answer against this very schema; checking again here would only refuse
  // members and words that a newer API adds, which clients have to ignore.
  return body as Answer<R>;
}
