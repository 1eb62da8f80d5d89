import type { Act, Hand } from "../hand.ts";

const comment = async (hand: Hand): Promise<string | undefined> => {
  const ticket = hand.ticket();
  if (ticket) return hand.make("comment", "comments/", { ticket, content: hand.word() }, (id) => `comments/${id}/`);
};

async function link(hand: Hand): Promise<string | undefined> {
  const [one, other] = [hand.ticket(), hand.ticket()];
  const type = hand.draw(["blocks", "relates_to", "is_caused_by", "duplicates"]);
  const path = `tickets/${one}/links/`;
  if (one && other && one !== other) return hand.make("link", path, { type, ticket: other }, (id) => `${path}${id}/`);
}

/** Comments, links, and many tickets at once. */
export const talk: Readonly<Record<string, Act>> = {
  comment,
  link,

  async "edit a comment"(hand) {
    const path = hand.own("comment") ?? (await comment(hand));
    if (path) await hand.write("edit a comment", "PATCH", path, { content: hand.word() });
  },

  async "delete a comment"(hand) {
    if (!hand.own("comment")) await comment(hand);
    const path = hand.take("comment");
    if (path) await hand.write("delete a comment", "DELETE", path);
  },

  async "take a link off"(hand) {
    if (!hand.own("link")) await link(hand);
    const path = hand.take("link");
    if (path) await hand.write("take a link off", "DELETE", path);
  },

  async "change several tickets"(hand) {
    const ids = [...new Set([hand.ticket(), hand.ticket(), hand.ticket()])].filter((id) => id !== undefined);
    const set = hand.draw([
      { priority_id: hand.draw([1, 2, 3, 4]) },
      { status: hand.draw(["new", "in_progress", "review", "done"]) },
      { assignee_ids: [hand.client.me.id] },
      { due_date: hand.draw([null, "2026-12-24"]) },
    ]);
    if (ids.length > 0) await hand.write("change several tickets", "POST", "tickets/bulk/", { ids, set });
  },

  async "break a ticket down"(hand) {
    const parent = hand.ticket();
    const body = { project: hand.ground.project, name: hand.word(), parent, description: `Of ${hand.word()}.` };
    if (parent) await hand.write("break a ticket down", "POST", "tickets/", body);
  },
};
