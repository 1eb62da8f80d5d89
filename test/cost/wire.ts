import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** What this process's `fetch` was answered: requests, and bytes of headers and bodies as they travelled. */
export interface Wire {
  requests: number;
  bytes: number;
}

/** As Node's own client tells it (undici's documentation, "Diagnostics Channel Support"). */
interface Told {
  readonly request: { readonly origin: string };
  readonly response: { readonly headers: readonly Buffer[] };
}

/** Listens to the answers of one place while `act` goes on. A body without `content-length` counts as nothing, and is none. */
export async function wireOf(origin: string, act: () => Promise<unknown>): Promise<Wire> {
  const wire: Wire = { requests: 0, bytes: 0 };
  const hear = (message: unknown): void => {
    const { request, response } = message as Told; // the channel's documented message
    if (request.origin !== origin) return;
    const headers = response.headers.map(String);
    const at = headers.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === "content-length");
    wire.requests += 1;
    wire.bytes += headers.reduce((sum, text) => sum + text.length + 2, 0) + (at < 0 ? 0 : Number(headers[at + 1]));
  };
  subscribe("undici:request:headers", hear);
  try {
    await act();
  } finally {
    unsubscribe("undici:request:headers", hear);
  }
  return wire;
}
