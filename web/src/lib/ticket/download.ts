import type { Attachment } from "@tessera/core/attachment/attachment.schema";
import { fetchFile } from "#lib/api/store.ts";
import type { Story } from "#lib/state/story.svelte.ts";
import { toasts } from "#lib/state/toasts.svelte.ts";
import { files as text } from "#lib/text/files.ts";
import { sentence } from "#lib/text/sentence.ts";

/** What a browser would show instead of saving it: fetched here, it is saved like everything else. */
const shown = /^(?:image\/(?:png|jpeg|gif|webp)|application\/pdf)/;

export const isImage = ({ content_type }: Attachment): boolean => /^image\/(?:png|jpeg|gif|webp)/.test(content_type);

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.rel = "noopener";
  link.click();
}

/** Saves a file under its own name, by an address of this moment. */
export async function download(story: Story, { id, filename, content_type }: Attachment): Promise<void> {
  try {
    const url = await story.files.address(id);
    if (!shown.test(content_type)) return save(url, filename);
    const local = URL.createObjectURL(await fetchFile(url));
    save(local, filename);
    setTimeout(() => URL.revokeObjectURL(local), 60_000);
  } catch (error) {
    story.files.forget(id);
    toasts.show({ tone: "bad", text: text.downloadFailed(filename, sentence(error)) });
  }
}
