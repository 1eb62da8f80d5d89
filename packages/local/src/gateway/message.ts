/** An HTTP request inside the local cloud; header names in lower case, repeated ones joined as Node does. */
export interface Request {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface Response {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** The gateway's own refusals, word for word. */
export const refusal = (status: number, message: string): Response => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify({ message })),
});

export const pathOf = (request: Request): string => request.url.split("?")[0] ?? "/";
export const queryOf = (request: Request): string => request.url.split("?").slice(1).join("?");
