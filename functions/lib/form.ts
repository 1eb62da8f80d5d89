import { createHash } from "node:crypto";
import { AppError } from "@tessera/core/kit/error";

/** Bytes of a form: a file of 4 MiB, the other fields, and what multipart writes around them. */
const mostBytes = 4 * 1024 * 1024 + 64 * 1024;

export const isForm = (type: string): boolean => /^multipart\/form-data\b/i.test(type);

/**
 * The fields of a `multipart/form-data` body: text, or a file as core's `formFile`; one that is given twice is a list.
 * Read by the platform's own parser: it costs no bytes of bundle, and there is never more than this in memory.
 * @throws AppError `too_large`, or `invalid` for what is no such body
 */
export async function formOf(bytes: Buffer, type: string): Promise<Record<string, unknown>> {
  if (bytes.length > mostBytes)
    throw new AppError("too_large", "request.too_large", "A form may have a file of 4 MiB at most.");
  const request = new Response(new Uint8Array(bytes), { headers: { "content-type": type } });
  const form = await request.formData().catch(() => {
    throw new AppError("invalid", "request.malformed", "The body is not valid multipart/form-data.");
  });
  const fields = new Map<string, unknown>();
  for (const [name, value] of form) {
    const field = typeof value === "string" ? value : await fileOf(value);
    fields.set(name, fields.has(name) ? [fields.get(name), field].flat() : field);
  }
  return Object.fromEntries(fields);
}

const fileOf = async (file: File) => ({
  filename: file.name,
  content_type: file.type || "application/octet-stream",
  bytes: new Uint8Array(await file.arrayBuffer()),
});

/** What a form says, without the boundary that every sending of it draws anew. */
export const fingerprint = (form: unknown): string =>
  JSON.stringify(form, (_, value: unknown) =>
    value instanceof Uint8Array ? createHash("sha256").update(value).digest("base64url") : value,
  );
