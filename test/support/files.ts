import type { CreatedAttachment } from "@tessera/core/attachment/attachment.schema";
import { call, type Answer } from "./call.ts";
import type { Person } from "./api.ts";

/** What a browser does with an `upload`; `change` alters its fields first. */
export async function send(
  upload: CreatedAttachment["upload"],
  content: string | Uint8Array<ArrayBuffer>,
  change: Readonly<Record<string, string | undefined>> = {},
  headers: Record<string, string> = {},
): Promise<{ status: number; code: string; headers: Headers }> {
  if (!upload) throw new Error("nothing to upload");
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...upload.fields, ...change }))
    if (value !== undefined) form.set(name, value);
  form.set("file", new Blob([content]), "ignored");
  const response = await fetch(upload.url, { method: upload.method, body: form, headers });
  return { status: response.status, code: codeIn(await response.text()), headers: response.headers };
}

/** S3's own word for what is wrong. */
export const codeIn = (xml: string): string => /<Code>(\w+)<\/Code>/.exec(xml)?.[1] ?? "";

/** A `multipart/form-data` request through the API. */
export async function post<T>(
  person: Person,
  fields: Readonly<Record<string, string | File>>,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const { body, type } = await written(form);
  return call<T>("POST", "attachments/", {
    token: person.token,
    body,
    headers: { "content-type": type, ...headers },
  });
}

/** A form as it travels; each call draws another boundary. */
export async function written(form: FormData): Promise<{ body: Uint8Array; type: string }> {
  const request = new Response(form);
  const type = request.headers.get("content-type") ?? "";
  return { body: new Uint8Array(await request.arrayBuffer()), type };
}
