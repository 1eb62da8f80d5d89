import { request } from "node:http";
import { inject } from "vitest";

export interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A request as it is written, which `fetch` doesn't allow: any path, any header, any number of times. */
export const raw = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string | string[]>> = {},
  body = "",
  at = inject("place").url,
): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(at);
    const sent = request({ method, path, hostname, port, headers: { ...headers } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on("error", reject).end(body);
  });
