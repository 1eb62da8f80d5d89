import type { IncomingMessage } from "node:http";

/** The body was larger than the reader allows. */
export class BodyTooLarge extends Error {}

/**
 * Reads a whole body.
 * @param limit bytes
 * @throws BodyTooLarge as soon as the limit is passed; the rest is left unread
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const data = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += data.length;
    if (size > limit) throw new BodyTooLarge();
    chunks.push(data);
  }
  return Buffer.concat(chunks);
}
