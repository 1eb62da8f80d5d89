import { AppError } from "../kit/error.ts";
import type { TicketKey } from "../kit/id.ts";
import { pause } from "../table/transact.ts";
import { disposition } from "./disposition.ts";
import { encoded, signedFields, signedUrl, type Signer } from "./signing.ts";

/** The deployed bucket's name; the function's environment is the only place that knows it. */
const bucket = process.env.ATTACHMENTS_BUCKET ?? "attachments";

/** How long an upload may begin, an address may be used, and a call of our own may take; seconds. */
export const uploadFor = 3600;
const downloadFor = 900;
const callFor = 5;
const mostTries = 3;

/** A file's name in the bucket says whose it is, and nothing that a person wrote. */
export interface FileKey extends TicketKey {
  readonly id: string;
}
export const objectKey = ({ project, number, id }: FileKey): string => `${project.toLowerCase()}/${number}/${id}`;

/** Whose file an object is, or undefined for one that isn't ours. */
export function fileOf(key: string): FileKey | undefined {
  const [, project, number, id] = /^([a-z][a-z0-9]{1,9})\/([1-9]\d{0,6})\/([0-9a-z]{26})$/.exec(key) ?? [];
  return project && number && id ? { project: project.toUpperCase(), number: Number(number), id } : undefined;
}

/** The role's credentials, as Lambda gives them to a function. */
const signer = (): Signer => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? "",
  sessionToken: process.env.AWS_SESSION_TOKEN,
  region: process.env.AWS_REGION ?? "",
});

/** S3 gives each bucket a host; another endpoint (the SDK's own variable) has it in the path. */
function home(): string {
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  return endpoint ? `${endpoint}/${bucket}/` : `https://${bucket}.s3.${process.env.AWS_REGION}.amazonaws.com/`;
}

const addressOf = (file: FileKey): URL => new URL(objectKey(file).split("/").map(encoded).join("/"), home());

/** Where a browser gets a file, under its own name. */
export const download = (file: FileKey & { filename: string; content_type: string }): string =>
  signedUrl(
    signer(),
    "GET",
    addressOf(file),
    { "response-content-disposition": disposition(file) },
    { seconds: downloadFor },
  );

/** How a browser puts a file of exactly this type and size. */
export const uploadForm = (file: FileKey & { content_type: string; size: number }) => ({
  url: home(),
  method: "POST" as const,
  fields: signedFields(
    signer(),
    bucket,
    { key: objectKey(file), type: file.content_type, bytes: file.size },
    { seconds: uploadFor },
  ),
});

const unavailable = (): AppError =>
  new AppError("unavailable", "attachment.storage", "The file storage doesn't answer. Please try again.", {
    retryAfter: 1,
  });

/** One call of our own, tried again when S3 is busy. @throws AppError `unavailable` when it stays so */
async function call(method: string, file: FileKey, init: RequestInit = {}): Promise<Response> {
  for (let n = 1; ; n++) {
    const url = signedUrl(signer(), method, addressOf(file), {}, { seconds: 60 });
    const signal = AbortSignal.timeout(callFor * 1000);
    const response = await fetch(url, { ...init, method, signal }).catch(() => undefined);
    if (response && response.status < 500) return response;
    if (n === mostTries) throw unavailable();
    await pause(n);
  }
}

const unforeseen = (method: string, { status }: Response): Error => new Error(`S3 answered ${status} to ${method}`);

export async function put(file: FileKey, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
  const response = await call("PUT", file, { body: bytes, headers: { "content-type": type } });
  if (!response.ok) throw unforeseen("PUT", response);
}

export async function exists(file: FileKey): Promise<boolean> {
  const response = await call("HEAD", file);
  if (response.ok || response.status === 404) return response.ok;
  throw unforeseen("HEAD", response);
}

/** Removing what isn't there is fine. */
export async function discard(file: FileKey): Promise<void> {
  const response = await call("DELETE", file);
  if (!response.ok) throw unforeseen("DELETE", response);
}
