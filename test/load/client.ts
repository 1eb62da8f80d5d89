/** A person that requests are made as. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly token: string;
  /** The key of the project that came with the registration. */
  readonly project: string;
}

export interface Answer {
  /** For messages: what was asked. */
  readonly request: string;
  readonly status: number;
  readonly body: unknown;
  /** The id that the write's event carries, too. */
  readonly requestId: string;
  readonly retryAfter: string | null;
}

const nobody: Person = { id: "", username: "", token: "", project: "" };

/** Requests of one person to the API; nothing is retried here. */
export class Client {
  readonly me: Person;
  readonly #base: string;

  constructor(url: string, me: Person = nobody) {
    this.#base = `${url}/api/tickets/`;
    this.me = me;
  }

  get = (path: string) => this.send("GET", path);
  post = (path: string, body: unknown, key?: string) => this.send("POST", path, body, key);
  patch = (path: string, body: unknown) => this.send("PATCH", path, body);
  remove = (path: string) => this.send("DELETE", path);

  async send(method: string, path: string, body?: unknown, idempotencyKey?: string): Promise<Answer> {
    const response = await fetch(path.startsWith("/") ? new URL(path, this.#base) : this.#base + path, {
      method,
      headers: {
        ...(this.me.token && { authorization: `Bearer ${this.me.token}` }),
        ...(body !== undefined && !(body instanceof FormData) && { "content-type": "application/json" }),
        ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
      },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { headers } = response;
    return {
      request: `${method} ${path} ${body === undefined ? "" : JSON.stringify(body)}`,
      status: response.status,
      body: text === "" ? undefined : JSON.parse(text),
      requestId: headers.get("x-request-id") ?? headers.get("apigw-requestid") ?? "",
      retryAfter: headers.get("retry-after"),
    };
  }
}
