import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { refusal, type Request, type Response } from "../gateway/message.ts";
import { requestLimit } from "../gateway/gateway.ts";
import { BodyTooLarge, readBody } from "./body.ts";

/** Bytes of headers that CloudFront takes. */
const headerLimit = 20_480;

function headersOf(request: IncomingMessage): Record<string, string> {
  const joined = Object.entries(request.headersDistinct).map(
    ([name, values = []]) => [name, values.join(name === "cookie" ? "; " : ",")] as const,
  );
  return Object.fromEntries(joined);
}

/** Thrown to break the connection instead of answering. */
export class Broken extends Error {}

async function toRequest(request: IncomingMessage, limit: number): Promise<Request> {
  return {
    method: request.method ?? "GET",
    url: request.url ?? "/",
    headers: headersOf(request),
    body: await readBody(request, limit),
    sourceIp: (request.socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
  };
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Response): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const bare = status === 204 || status === 304;
  if (!bare) response.setHeader("content-length", body.length);
  response.writeHead(status);
  response.end(bare || request.method === "HEAD" ? undefined : body);
}

/**
 * An HTTP server for a function from request to answer; a bug is a 500 that says nothing and is printed here.
 * @param limit bytes of a body
 */
export function serveHttp(answer: (request: Request) => Promise<Response>, limit = requestLimit): Server {
  // Node's five seconds end a connection just when a client that was busy takes it up again, which loses the request.
  return createServer({ maxHeaderSize: headerLimit, keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    toRequest(incoming, limit)
      .then(answer)
      .catch((error: unknown) => {
        if (error instanceof Broken) throw error;
        if (error instanceof BodyTooLarge) return refusal(413, "Request Entity Too Large");
        if (!incoming.destroyed)
          process.stderr.write(
            `local cloud: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
          );
        return refusal(500, "Internal Server Error");
      })
      .then((response) => send(incoming, outgoing, response))
      .catch(() => outgoing.destroy());
  });
}
