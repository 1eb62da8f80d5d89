import type { Actor } from "../kit/actor.ts";
import { notFound } from "../kit/error.ts";
import { projectOf } from "../kit/id.ts";
import { findFrame, type Frame } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { readAll } from "../table/batch.ts";
import { peopleNamed } from "../ticket/card.ts";
import type { Person } from "../user/people.ts";
import { ContactEntity, type ContactItem } from "./contact.entity.ts";
import type { Contact } from "./contact.schema.ts";

/** The projects that contacts' tags are in. */
const projectsOf = (contacts: readonly ContactItem[]): string[] => [
  ...new Set(contacts.flatMap((c) => c.tags.flatMap(({ id }) => projectOf(id) ?? []))),
];

/** The projects of a contact's tags, as far as the actor may see them, as they are now. */
async function framesOf(actor: Actor, contact: ContactItem): Promise<Frame[]> {
  const found = await Promise.all(projectsOf([contact]).map((key) => findFrame(actor, key)));
  return found.filter((frame) => frame !== undefined);
}

/** The same for many contacts: only projects that are the actor's are asked for. */
export async function framesOfAll(actor: Actor, contacts: readonly ContactItem[], known: readonly Frame[]) {
  const missing = projectsOf(contacts).filter((key) => !known.some((f) => f.key === key));
  const own = missing.length === 0 || actor.superuser ? missing : await visibleTo(actor);
  const keys = missing.filter((key) => own.includes(key));
  const found = await Promise.all(keys.map((key) => findFrame(actor, key, false)));
  return [...known, ...found.filter((frame) => frame !== undefined)];
}

const tagIn = (frames: readonly Frame[], id: string) => frames.flatMap((f) => f.tags).find((t) => t.id === id);

/** By its creator, by who shares a project with one of its tags, by superusers. Judged anew at each access. */
export const visible = (actor: Actor, contact: ContactItem, frames: readonly Frame[]): boolean =>
  actor.superuser || contact.created_by === actor.id || contact.tags.some(({ id }) => tagIn(frames, id));

/** A contact and what the actor may see of its tags. @throws AppError `not_found`. */
export async function openContact(actor: Actor, id: string): Promise<{ contact: ContactItem; frames: Frame[] }> {
  const { data: contact } = await ContactEntity.get({ id }).go({ consistent: true });
  const frames = contact ? await framesOf(actor, contact) : [];
  if (!contact || !visible(actor, contact, frames)) throw notFound("contact");
  return { contact, frames };
}

/** Many contacts, in the ids' order; those deleted meanwhile are left out. */
export async function readContacts(ids: readonly string[]): Promise<ContactItem[]> {
  const items = await readAll(ids.map((id) => ({ pk: `x#${id}`, sk: "a" })));
  const byId = new Map(items.flatMap((Item) => ContactEntity.parse({ Item }).data ?? []).map((c) => [c.id, c]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Contacts as the API shows them to somebody who may see these projects. */
export async function showContacts(contacts: readonly ContactItem[], frames: readonly Frame[]): Promise<Contact[]> {
  const named = contacts.flatMap((c) => [c.created_by, ...c.tags.filter((t) => tagIn(frames, t.id)).map((t) => t.by)]);
  const people = await peopleNamed(frames, named);
  return contacts.map((contact) => shown(contact, frames, people));
}

export async function showContact(contact: ContactItem, frames: readonly Frame[]): Promise<Contact> {
  const [one] = await showContacts([contact], frames);
  if (!one) throw new Error("one contact is shown as one");
  return one;
}

const shown = (c: ContactItem, frames: readonly Frame[], people: ReadonlyMap<string, Person>): Contact => ({
  id: c.id,
  name: c.name,
  email: c.email ?? null,
  phone: c.phone ?? null,
  title: c.title ?? null,
  department: c.department ?? null,
  description: c.description ?? null,
  tags: c.tags.flatMap(({ id, role, by, at }) => {
    const tag = tagIn(frames, id);
    const added = { role: role ?? null, added_by: people.get(by) ?? null, added_at: new Date(at).toISOString() };
    return tag ? [{ id, name: tag.name, color: tag.color, project: tag.project, ...added }] : [];
  }),
  created_by: people.get(c.created_by) ?? null,
  version: c.version,
  created_at: c.created_at,
  updated_at: c.updated_at,
});
