import type { CreatedAttachment } from "@tessera/core/attachment/attachment.schema";
import { ApiError, OfflineError } from "./error.ts";

/** What goes straight to and from the store of files, past the API. */

/**
 * Sends a file to the store as its form says, by XMLHttpRequest, since `fetch` doesn't tell how much of it has gone.
 * @param sent is told the share that has gone, 0 to 1
 * @throws ApiError when the store refuses it, OfflineError when it can't be reached, AbortError
 */
export function upload(
  { url, method, fields }: NonNullable<CreatedAttachment["upload"]>,
  file: File,
  sent: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", file);
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => sent(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new ApiError(request.status, `store.${request.status}`, "", {}, null));
    };
    request.onerror = () => reject(new OfflineError("The store can't be reached."));
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    if (signal.aborted) return reject(new DOMException("The upload was stopped.", "AbortError"));
    request.open(method, url);
    request.send(form);
  });
}

/** A file as it is in the store. @throws ApiError when the address isn't good any more, OfflineError */
export async function fetchFile(url: string): Promise<Blob> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new OfflineError("The store can't be reached.", { cause });
  });
  if (!response.ok) throw new ApiError(response.status, `store.${response.status}`, "", {}, null);
  return response.blob();
}
