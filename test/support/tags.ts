import type { Contact } from "@tessera/core/contact/contact.schema";
import type { Tag } from "@tessera/core/tag/tag.schema";
import { superuser, type Caller } from "./api.ts";
import { ok } from "./call.ts";

export type { Contact, Tag };

/** A tag of a project, which only a superuser can make. */
export const aTag = async (project: string, name: string, wish: Record<string, unknown> = {}): Promise<Tag> =>
  ok(await superuser.post<Tag>("tags/", { project, name, ...wish }), 201);

/** Somebody whom a person deals with. */
export const aContact = async (who: Caller, wish: Record<string, unknown> = {}): Promise<Contact> =>
  ok(await who.post<Contact>("contacts/", { name: "A contact", ...wish }), 201);
