import { ticketHome } from "../event/event.ts";
import type { JobItem } from "../job/job.entity.ts";
import { lastStart } from "../job/job.ts";
import type { Visit } from "../kit/actor.ts";
import { ticketKey } from "../kit/id.ts";
import { clearPartition } from "../table/clear.ts";
import { LinkEntity, mirrored, type LinkItem } from "../link/link.entity.ts";
import { attempt, remove as removal, transact } from "../table/transact.ts";
import { findCard } from "./card.ts";
import { tally } from "./tally.ts";

/**
 * Takes everything out of a deleted ticket's partition but its history (`e#`): text, people, comments, files and
 * whatever else a concept keeps there. Links go first and from both tickets; that is no event of the other one, since
 * `ticket.deleted` tells it.
 */
export async function clearTicket({ subject }: JobItem, visit: Visit): Promise<string | undefined> {
  const key = ticketKey(subject);
  if (!key) throw new Error(`not a ticket's key: ${subject}`);
  if (await findCard(key.project, key.number)) return undefined; // it was never deleted
  const until = lastStart(visit);
  const { data: links } = await LinkEntity.query.link(key).go({ pages: "all", consistent: true });
  for (const link of links) {
    if (Date.now() > until) return "links";
    await attempt(visit, () => unlink(visit, link));
  }
  const home = ticketHome(key.project.toLowerCase(), key.number);
  const gone = await Promise.all([
    clearPartition(home, until, { to: "e" }),
    clearPartition(home, until, { from: "f" }),
  ]);
  return gone.includes(false) ? "items" : undefined;
}

/** Takes a link from both its tickets, once, also when both are being cleared. */
async function unlink(visit: Visit, link: LinkItem): Promise<void> {
  const [{ data: own }, other] = await Promise.all([
    LinkEntity.get(link).go({ consistent: true }),
    findCard(link.project, link.other),
  ]);
  if (!own) return;
  const mine = LinkEntity.delete(link)
    .where((a, o) => o.exists(a.created_at))
    .params();
  await transact(visit, [
    removal(mine, () => "again"),
    removal(LinkEntity.delete(mirrored(link)).params()),
    ...(other ? [tally(other, "links", -1)] : []),
  ]);
}
