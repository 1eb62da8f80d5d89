import { contactRoutes, type Contact } from "@tessera/core/contact/contact.schema";
import { ticketRoutes, type Card } from "@tessera/core/ticket/ticket.schema";
import { call } from "#lib/api/call.ts";
import { session } from "#lib/api/session.svelte.ts";
import { saveOver } from "./careful.ts";
import { Pages } from "./pages.svelte.ts";

export interface CustomerFields {
  readonly name: string;
  readonly title: string;
  readonly department: string;
  readonly email: string;
  readonly phone: string;
  readonly description: string;
}

/** The people outside whom one deals with; the API calls them contacts. */
export class Customers {
  readonly list = new Pages<Contact>((query) => call(contactRoutes.list, { query }));
  #begun: { readonly text: string; readonly key: string } | null = null;

  customer = (id: string): Contact | undefined => this.list.items.find((one) => one.id === id);

  /** Again after a lost answer, it makes no second one. */
  async create(fields: CustomerFields): Promise<Contact> {
    const text = JSON.stringify(fields);
    if (this.#begun?.text !== text) this.#begun = { text, key: crypto.randomUUID() };
    const made = await call(contactRoutes.create, { body: fields, idempotencyKey: this.#begun.key });
    this.#begun = null;
    this.list.put(made);
    return made;
  }

  /** Blank is none. */
  save(customer: Contact, body: Partial<CustomerFields>): Promise<void> {
    const params = { id: customer.id };
    return saveOver(customer, body, {
      patch: (ifMatch) => call(contactRoutes.patch, { params, body, ifMatch }),
      read: () => call(contactRoutes.get, { params }),
      told: (now) => this.list.put(now),
    });
  }

  async remove(id: string): Promise<void> {
    await call(contactRoutes.remove, { params: { id } });
    this.list.drop(id);
  }

  /** Reads one as it is now. */
  async read(id: string): Promise<void> {
    this.list.put(await call(contactRoutes.get, { params: { id } }));
  }
}

/** Who made a customer, and superusers. */
export const mayChange = (customer: Contact): boolean =>
  session.user?.is_superuser === true || (customer.created_by !== null && customer.created_by.id === session.user?.id);

/** The tickets behind a tag, newest first. */
export const ticketsOf = (tag: string) =>
  new Pages<Card>(({ search: _, ...query }) => call(ticketRoutes.list, { query: { ...query, tags: [tag] } }), 10);
