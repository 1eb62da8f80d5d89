import { attachmentRoutes, type Attachment } from "@tessera/core/attachment/attachment.schema";
import { call } from "#lib/api/call.ts";
import { files as text } from "#lib/text/files.ts";
import { sentence } from "#lib/text/sentence.ts";
import type { Story } from "./story.svelte.ts";
import { toasts } from "./toasts.svelte.ts";
import { undoable, Undone } from "./writes.ts";

/** Deletes a file: gone from sight at once, from the API when it can no longer be undone. */
export async function detach(story: Story, { id, filename }: Attachment): Promise<boolean> {
  const send = async () => {
    await undoable(text.removed(filename));
    await call(attachmentRoutes.remove, { params: { id }, keepalive: true });
  };
  try {
    await story.files.write({ drop: id }, send, () => {
      story.files.drop(id);
      story.board.apply({ kind: "counted", id: story.id, what: "attachments_count", by: -1 });
    });
    void story.refresh().catch(() => {});
    return true;
  } catch (error) {
    if (error instanceof Undone) return false;
    toasts.show({ tone: "bad", text: text.removeFailed(filename, sentence(error, { 403: text.removeForbidden })) });
    void story.load().catch(() => {});
    return false;
  }
}
