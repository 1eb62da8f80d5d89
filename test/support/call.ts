import { expect, inject } from "vitest";
import { againstAnswer, operationAt } from "./document.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT";

export interface Sent {
  /** Sent as JSON; a string or bytes are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** `body` is the parsed JSON or the text of a page (undefined when there is none); its type is what the test claims it to be. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** Everything of the product lives below this; a path with a leading slash is taken as it is. */
export const base = "/api/tickets/";

const urlOf = (path: string): string => new URL(path.startsWith("/") ? path : base + path, inject("place").url).href;

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined || typeof body === "string") return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

const isJson = ({ headers }: Response): boolean => /json\b/.test(headers.get("content-type") ?? "");

/** One request, over HTTP and without following redirects. */
export async function call<T = unknown>(
  method: Method,
  path: string,
  { body, headers, token }: Sent = {},
): Promise<Answer<T>> {
  const content = bodyOf(body);
  const response = await fetch(urlOf(path), {
    method,
    redirect: "manual",
    headers: {
      ...(content !== undefined && { "content-type": "application/json" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(content !== undefined && { body: content }),
  });
  const text = await response.text();
  const answer = {
    status: response.status,
    headers: response.headers,
    body: (text === "" ? undefined : isJson(response) ? JSON.parse(text) : text) as T,
  };
  asPublished(method, urlOf(path), answer);
  return answer;
}

/** @throws for an answer that the published document doesn't allow: every call of every test is held to it. */
function asPublished(method: Method, url: string, answer: Answer): void {
  const operation = operationAt(method, new URL(url).pathname);
  const wrong = operation ? againstAnswer(operation, answer) : [];
  if (wrong.length > 0) throw new Error(`${method} ${url} breaks docs/openapi.json: ${wrong.join("; ")}`);
}

/** RFC 9457 with the members of CONTRACT section 3. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly request_id: string;
  readonly errors?: Readonly<Record<string, string[]>>;
  readonly error_codes?: Readonly<Record<string, string[]>>;
}

/**
 * Asserts that a function refused, in the form that the contract gives, naming exactly these fields. `field.*` stands
 * for any place inside a field.
 */
export function refused(answer: Answer, status: number, ...fields: string[]): Problem {
  const { errors, error_codes, ...problem } = answer.body as Problem;
  expect({ status: answer.status, problem, errors }).toMatchObject({
    status,
    problem: { status, type: "about:blank" },
  });
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(problem.title).toMatch(/./);
  expect(problem.detail).toMatch(/./);
  expect(problem.code).toMatch(/^[a-z_]+\.[a-z_]+$/);
  expect(problem.request_id).toBe(answer.headers.get("x-request-id"));
  const told = new Set(Object.keys(errors ?? {}).map(named(fields)));
  if (fields.length > 0) expect([...told].sort()).toEqual([...fields].sort());
  expect(Object.keys(error_codes ?? {})).toEqual(Object.keys(errors ?? {}));
  for (const [field, sentences] of Object.entries(errors ?? {}))
    expect(error_codes?.[field]).toHaveLength(sentences.length);
  return answer.body as Problem;
}

const named =
  (fields: readonly string[]) =>
  (field: string): string => {
    const whole = `${field.split(".")[0]}.*`;
    return fields.includes(whole) ? whole : field;
  };

/** Asserts that the gateway itself refused: its own body, by which no client goes. */
export function refusedAtTheDoor(answer: Answer, status: number): void {
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: { message: expect.any(String) as string },
  });
}

/** Asserts a success and hands its body on. */
export function ok<T>(answer: Answer<T>, status = 200): T {
  expect({ status: answer.status, body: status === answer.status ? "" : answer.body }).toEqual({ status, body: "" });
  expect(answer.headers.get("x-request-id")).toMatch(/./);
  return answer.body;
}
