import type { CreatedAttachment } from "@tessera/core/attachment/attachment.schema";
import { send } from "../../support/files.ts";
import { idIn, type Act, type Hand } from "../hand.ts";

const content = "12345";

/** Says that a file will come. */
async function announce(hand: Hand): Promise<CreatedAttachment | undefined> {
  const ticket = hand.ticket();
  const body = { ticket, filename: `${hand.word()}.txt`, content_type: "text/plain", size: content.length };
  const answer = ticket && (await hand.write("announce a file", "POST", "attachments/", body));
  return answer ? (answer.body as CreatedAttachment) : undefined; // as core's route says
}

/** S3 may refuse, or its answer get lost: the browser gives up, and the file comes or doesn't. */
async function upload(hand: Hand, made: CreatedAttachment): Promise<void> {
  const answer = await send(made.upload, content).catch(() => undefined);
  if (answer?.status === 204) hand.ground.sent.add(made.id);
}

const pathOf = ({ id }: { id: string }): string => `attachments/${id}/`;

/** Files that go straight to S3, that go through the API, and that never come. */
export const files: Readonly<Record<string, Act>> = {
  async "announce a file and send it"(hand) {
    const made = await announce(hand);
    if (!made) return;
    hand.keep("file", pathOf(made));
    await upload(hand, made);
  },

  "announce a file and forget it": announce,

  async "give a file"(hand) {
    const ticket = hand.ticket();
    if (!ticket) return;
    const form = new FormData();
    form.set("ticket", ticket);
    form.set("file", new File([content], `${hand.word()}.txt`, { type: "text/plain" }));
    const id = idIn(await hand.write("give a file", "POST", "attachments/", form));
    if (id) hand.keep("file", pathOf({ id }));
  },

  async "delete a file"(hand) {
    const path = hand.take("file");
    if (path) await hand.write("delete a file", "DELETE", path);
    else await files["delete a file that is on its way"]?.(hand);
  },

  async "delete a file that is on its way"(hand) {
    const made = await announce(hand);
    if (!made) return;
    await Promise.all([hand.write("delete a file", "DELETE", pathOf(made)), upload(hand, made)]);
  },
};
