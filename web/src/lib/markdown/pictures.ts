import { attachmentRoutes } from "@tessera/core/attachment/attachment.schema";
import { urlOf } from "#lib/api/send.ts";
import type { Story } from "#lib/state/story.svelte.ts";
import { files } from "#lib/text/files.ts";
import { markdown as words } from "#lib/text/markdown.ts";

/** A text that somebody is writing; it may outlive the field that it is written in. */
export interface Text {
  get: () => string;
  set: (text: string) => void;
}

const safe = (name: string): string => name.replace(/[[\]\\\n]/g, " ");

/** What stands in the text while a picture is on its way; its key makes it the only one. */
const waitingMark = (name: string, key: string): string => `![${words.uploading(safe(name))}](#${key})`;

const mark = (name: string, id: string): string =>
  `![${safe(name)}](${urlOf(attachmentRoutes.get, { params: { id } })})`;

/** Whether a picture of this text is on its way yet. */
export const isWaiting = (story: Story, text: string): boolean =>
  story.uploads.list.some(({ key }) => text.includes(`](#${key})`));

export const isPicture = (file: File): boolean => /^image\/(png|jpeg|gif|webp)$/.test(file.type);

/** Pasted pictures are all called the same. */
function renamed(file: File): File {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const stamp = new Date().toISOString().slice(0, 19).replace(/\D/g, "-");
  return new File([file], `${files.pasted}-${stamp}.${file.name.split(".").at(-1)}`, { type: file.type });
}

/** Attaches files. In a text, pictures stand by `insert` at once, and under their own address when they are there. */
export function attach(
  story: Story,
  given: readonly File[],
  within?: { readonly text: Text; readonly insert: (mark: string) => void },
): void {
  for (const file of given.map(renamed)) {
    const upload = story.uploads.add(file);
    if (!upload || !within || !isPicture(file)) continue;
    const { text, insert } = within;
    const waiting = waitingMark(file.name, upload.key);
    insert(waiting);
    void upload.done.then((attachment) => {
      text.set(text.get().replace(waiting, () => (attachment ? mark(file.name, attachment.id) : "")));
    });
  }
}
