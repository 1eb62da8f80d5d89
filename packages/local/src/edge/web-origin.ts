import { request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { connect } from "node:net";
import { pathOf, type Request, type Response } from "../gateway/message.ts";
import type { Distribution } from "./distribution.ts";

/** While developing, everything but the API comes from Vite: its modules change faster than builds. */

/** Headers that belong to one connection. */
const hopByHop = ["connection", "keep-alive", "transfer-encoding", "content-length"];

function fetchFrom(origin: string, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(
      new URL(request.url, origin),
      { method: request.method, headers: { ...request.headers } },
      (answer: IncomingMessage) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const headers = Object.entries(answer.headers).filter(
            ([name, value]) => value !== undefined && !hopByHop.includes(name),
          );
          resolve({
            status: answer.statusCode ?? 502,
            headers: Object.fromEntries(headers) as Response["headers"],
            body: Buffer.concat(chunks),
          }); // undefined was filtered out
        });
      },
    );
    call.on("error", reject);
    call.end(request.body);
  });
}

const unreachable = (origin: string): Response => ({
  status: 502,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: Buffer.from(`The web development server at ${origin} gives no answer.\n`),
});

/** The distribution, with the site replaced by a development server. */
export const withWebOrigin =
  (distribution: Distribution, origin: string): Distribution =>
  (request) =>
    /^\/api(\/|$)/.test(pathOf(request))
      ? distribution(request)
      : fetchFrom(origin, request).catch(() => unreachable(origin));

/** Passes WebSocket upgrades on, for hot module reload. */
export function proxyUpgrades(server: Server, origin: string): void {
  const { hostname, port } = new URL(origin);
  server.on("upgrade", (request, socket, head) => {
    const upstream = connect(Number(port), hostname, () => {
      const headers = request.rawHeaders.reduce(
        (lines, part, index) => lines + part + (index % 2 === 0 ? ": " : "\r\n"),
        "",
      );
      upstream.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers}\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
}
