import { contactRoutes, type Contact, type TagContact } from "@tessera/core/contact/contact.schema";
import { tagRoutes, type Tag } from "@tessera/core/tag/tag.schema";
import type { User } from "@tessera/core/user/user.schema";
import { call } from "#lib/api/call.ts";
import { saveOver } from "./careful.ts";
import { Pages } from "./pages.svelte.ts";

export interface TagFields {
  readonly name: string;
  readonly color: string;
  readonly description: string;
}

/** The tags of a project. */
export class ProjectTags {
  readonly key: string;
  readonly list: Pages<Tag>;

  constructor(key: string) {
    this.key = key;
    this.list = new Pages<Tag>((query) => call(tagRoutes.list, { query: { ...query, project: key } }), 100);
  }

  tag = (id: string): Tag | undefined => this.list.items.find((tag) => tag.id === id);

  async create(fields: TagFields): Promise<Tag> {
    const tag = await call(tagRoutes.create, { body: { project: this.key, ...fields } });
    this.list.put(tag);
    return tag;
  }

  save(tag: Tag, body: Partial<TagFields>): Promise<void> {
    const params = { id: tag.id };
    return saveOver(tag, body, {
      patch: (ifMatch) => call(tagRoutes.patch, { params, body, ifMatch }),
      read: () => call(tagRoutes.get, { params }),
      told: (now) => this.list.put(now),
    });
  }

  async remove(id: string): Promise<void> {
    await call(tagRoutes.remove, { params: { id } });
    this.list.drop(id);
  }

  /** Reads one tag as it is now. */
  async read(id: string): Promise<void> {
    this.list.put(await call(tagRoutes.get, { params: { id } }));
  }
}

/** The customers that have a tag, and the team that looks after it. */
export class TagPeople {
  readonly contacts: Pages<TagContact>;
  readonly team: Pages<User>;
  /** Customers to choose from, searched by the API. */
  readonly candidates = new Pages<Contact>((query) => call(contactRoutes.list, { query }), 20);
  readonly #id: string;

  constructor(id: string) {
    const params = { id };
    this.#id = id;
    // Neither is searched.
    this.contacts = new Pages<TagContact>(({ search: _, ...query }) => call(tagRoutes.contacts, { params, query }));
    this.team = new Pages<User>(({ search: _, ...query }) => call(tagRoutes.team, { params, query }), 100);
  }

  /** Gives a customer the tag; who has it gets the role, if one is given, and none if that is blank. */
  async putContact(contact_id: string, role?: string): Promise<void> {
    const body = { contact_id, ...(role !== undefined && { role }) };
    this.contacts.put(await call(tagRoutes.addContact, { params: { id: this.#id }, body }));
  }

  async removeContact(contact: string): Promise<void> {
    await call(tagRoutes.removeContact, { params: { id: this.#id, contact } });
    this.contacts.drop(contact);
  }

  async addToTeam(user_id: string): Promise<void> {
    this.team.put(await call(tagRoutes.addUser, { params: { id: this.#id }, body: { user_id } }));
  }

  async removeFromTeam(user: string): Promise<void> {
    await call(tagRoutes.removeUser, { params: { id: this.#id, user } });
    this.team.drop(user);
  }
}
