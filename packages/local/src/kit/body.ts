import type { IncomingMessage } from "node:http";

/** The body was larger than the reader allows. */
export class BodyTooLarge extends Error {}

/**
 * Reads a whole body.
 * @param limit bytes
 * @throws BodyTooLarge at its end, when it was longer: a sender that is cut off would never read the refusal
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const data = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += data.length;
    if (size <= limit) chunks.push(data);
  }
  if (size > limit) throw new BodyTooLarge();
  return Buffer.concat(chunks);
}
