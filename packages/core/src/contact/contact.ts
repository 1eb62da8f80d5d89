import { diff, organisation, record } from "../event/event.ts";
import type { Change } from "../event/event.schema.ts";
import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { forbidden } from "../kit/error.ts";
import { newId } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { attempt, put, remove as removal, type Write } from "../table/transact.ts";
import { ContactEntity, ContactTagEntity, type ContactItem } from "./contact.entity.ts";
import { contactRoutes, type PatchContact } from "./contact.schema.ts";
import { contactKey } from "./key.ts";
import { openContact, showContact } from "./shown.ts";
import { aliveTags, countContact, putContactTag, saveContact } from "./tagged.ts";

export { list } from "./list.ts";

export const get = operation(contactRoutes.get, async (actor, { params }) => {
  const { contact, frames } = await openContact(actor, params.id);
  return showContact(contact, frames);
});

export const create = operation(contactRoutes.create, async (actor, { body }) => {
  const at = new Date().toISOString();
  const blank = { id: newId(), name: body.name, key: "", tags: [], created_by: actor.id };
  const times = { rev: 1, version: 1, created_at: at, updated_at: at };
  const contact = changed({ ...blank, ...times }, body);
  const answer = await showContact(contact, []);
  const event = told(actor, "contact.created", contact, at, [{ field: "name", from: null, to: contact.name }]);
  await commit(actor, [put(ContactEntity.put(contact).params()), event], { status: 201, answer });
  return answer;
});

const texts = ["email", "phone", "title", "department", "description"] as const;

/** The contact with these fields and the key that belongs to them. */
function changed(contact: ContactItem, fields: PatchContact): ContactItem {
  const after = { ...contact, ...(fields.name !== undefined && { name: fields.name }) };
  for (const field of texts) {
    const value = fields[field];
    if (value === null) delete after[field];
    else if (value !== undefined) after[field] = value;
  }
  return { ...after, key: contactKey(after) };
}

function mustOwn(actor: Actor, contact: ContactItem): void {
  if (!actor.superuser && contact.created_by !== actor.id)
    throw forbidden("contact.not_creator", "Only who made this contact, and superusers, may change it.");
}

export const patch = operation(contactRoutes.patch, (actor, { params, body }) =>
  attempt(actor, async () => {
    const { contact, frames } = await openContact(actor, params.id);
    mustOwn(actor, contact);
    mustMatch(actor, contact.version);
    const wanted = changed(contact, body);
    const changes = diff<ContactItem>(contact, wanted, ["name", ...texts]);
    if (changes.length === 0) return showContact(contact, frames);
    const at = new Date().toISOString();
    const after = { ...wanted, version: contact.version + 1, updated_at: at };
    const answer = await showContact(after, frames);
    const moved = after.key === contact.key ? [] : contact.tags.map(({ id }) => putContactTag(after, id));
    const event = told(actor, "contact.updated", contact, at, changes.map(discreet));
    await commit(actor, [saveContact(after, contact), ...moved, event]);
    return answer;
  }),
);

/** History is kept for ever: how somebody is reached is told as changed, not as what. */
const discreet = (change: Change): Change =>
  ["email", "phone"].includes(change.field) ? { field: change.field, from: null, to: null } : change;

const told = (actor: Actor, kind: `contact.${string}`, { id }: ContactItem, at: string, changes: Change[]): Write =>
  record(actor, { kind, subject: id, project: organisation, at, changes });

export const remove = operation(contactRoutes.remove, (actor, { params }) =>
  attempt(actor, async () => {
    const { contact } = await openContact(actor, params.id);
    mustOwn(actor, contact);
    mustMatch(actor, contact.version);
    const gone = ContactEntity.delete({ id: contact.id })
      .where((a, o) => o.eq(a.rev, contact.rev))
      .params();
    const alive = await aliveTags(contact);
    await commit(actor, [
      removal(gone, () => "again"),
      ...contact.tags.map(({ id: tag }) => removal(ContactTagEntity.delete({ id: contact.id, tag }).params())),
      ...alive.map((tag) => countContact(tag, -1)),
      told(actor, "contact.deleted", contact, new Date().toISOString(), [
        { field: "name", from: contact.name, to: null },
      ]),
    ]);
    return undefined;
  }),
);
