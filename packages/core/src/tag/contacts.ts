import { ContactTagEntity, type ContactItem } from "../contact/contact.entity.ts";
import type { TagContact } from "../contact/contact.schema.ts";
import { turnPages } from "../contact/list.ts";
import type { Shelf } from "../contact/shelf.ts";
import { framesOfAll, openContact, readContacts, showContact, showContacts } from "../contact/shown.ts";
import { aliveTags, countContact, putContactTag, saveContact } from "../contact/tagged.ts";
import { record } from "../event/event.ts";
import type { Change } from "../event/event.schema.ts";
import type { Actor } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { AppError, invalid, notFound } from "../kit/error.ts";
import { operation, Reply } from "../kit/operation.ts";
import { stillAllowed, type TagItem } from "../project/frame.ts";
import { attempt, remove as removal, type Write } from "../table/transact.ts";
import { tagRoutes } from "./tag.schema.ts";
import { mustManageTags, openTag } from "./tag.ts";

const mostTags = 40;

/** The contacts of a tag, by name. */
export const contacts = operation(tagRoutes.contacts, async (actor, { params, query }) => {
  const shelf: Shelf = { params: ContactTagEntity.query.byTag({ tag: params.id }).params(), field: "gsi2sk" };
  const [{ frame, tag }, turn] = await Promise.all([
    openTag(actor, params.id),
    turnPages(actor, `/api/tickets/tags/${params.id}/contacts/`, query, [shelf], {
      searching: false,
      keep: () => true,
    }),
  ]);
  const items = await readContacts(turn.places.map(({ contact }) => contact));
  const frames = await framesOfAll(actor, items, [frame]);
  const shown = await showContacts(items, frames);
  return { count: tag.contacts_count, ...turn.links, results: shown.flatMap((c) => inTag(c, tag.id) ?? []) };
});

/** A contact as one of a tag's, unless it has just left it. */
function inTag(contact: Omit<TagContact, "role">, tag: string): TagContact | undefined {
  const place = contact.tags.find(({ id }) => id === tag);
  return place && { ...contact, role: place.role };
}

export const addContact = operation(tagRoutes.addContact, (actor, { params, body }) =>
  attempt(actor, async () => {
    const { frame, tag } = await openTag(actor, params.id);
    mustManageTags(actor);
    const { contact, frames } = await named(actor, body.contact_id);
    const old = contact.tags.find(({ id }) => id === tag.id);
    const role = body.role === undefined ? old?.role : (body.role ?? undefined);
    const here = { id: tag.id, by: old?.by ?? actor.id, at: old?.at ?? Date.now(), ...(role && { role }) };
    const others = contact.tags.filter((t) => t !== old);
    if (!old) await mustHaveRoom(contact);
    const after = { ...contact, tags: old ? contact.tags.map((t) => (t === old ? here : t)) : [...others, here] };
    const status = old ? 200 : 201;
    const answer = inTag(await showContact(after, [frame, ...frames.filter((f) => f.key !== frame.key)]), tag.id);
    if (!answer) throw new Error("a contact has the tag that it was given");
    if (old && old.role === role) return new Reply(answer, { status });
    const change = { field: "contacts", from: old ? contact.id : null, to: contact.id };
    const roles = { field: "role", from: old?.role ?? null, to: role ?? null };
    const writes = [
      saveContact(after, contact),
      ...(old ? [] : [putContactTag(contact, tag.id), countContact(tag.id, 1)]),
      stillAllowed(actor, frame),
      told(actor, tag, old ? "tag.contact_updated" : "tag.contact_added", [change, roles]),
    ];
    await commit(actor, writes, { status, answer });
    return new Reply(answer, { status });
  }),
);

/** The contact that a body names. @throws AppError `invalid`, since it isn't the path that is wrong. */
async function named(actor: Actor, id: string) {
  try {
    return await openContact(actor, id);
  } catch (error) {
    if (!(error instanceof AppError && error.kind === "not_found")) throw error;
    throw invalid("contact_id", "unknown", "There is no such contact.");
  }
}

/** Tags that are gone don't count, but their traces must have left to make room. */
async function mustHaveRoom(contact: ContactItem): Promise<void> {
  if (contact.tags.length < mostTags) return;
  const alive = await aliveTags(contact);
  throw alive.length < mostTags
    ? new AppError("unavailable", "tag.leaving", "A deleted tag is just leaving this contact. Please try again.", {
        retryAfter: 1,
      })
    : invalid("contact_id", "too_many", `A contact has at most ${mostTags} tags.`);
}

export const removeContact = operation(tagRoutes.removeContact, (actor, { params }) =>
  attempt(actor, async () => {
    const { frame, tag } = await openTag(actor, params.id);
    mustManageTags(actor);
    const { contact } = await openContact(actor, params.contact);
    if (!contact.tags.some(({ id }) => id === tag.id)) throw notFound("contact");
    await commit(actor, [
      saveContact({ ...contact, tags: contact.tags.filter(({ id }) => id !== tag.id) }, contact),
      removal(ContactTagEntity.delete({ id: contact.id, tag: tag.id }).params()),
      countContact(tag.id, -1),
      stillAllowed(actor, frame),
      told(actor, tag, "tag.contact_removed", [{ field: "contacts", from: contact.id, to: null }]),
    ]);
    return undefined;
  }),
);

const told = (actor: Actor, tag: TagItem, kind: `tag.${string}`, changes: Change[]): Write =>
  record(actor, { kind, subject: tag.id, project: tag.project, at: new Date().toISOString(), changes });
