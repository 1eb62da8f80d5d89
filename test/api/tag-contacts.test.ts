import { beforeAll, describe, expect, it } from "vitest";
import type { Contact, TagContact } from "@tessera/core/contact/contact.schema";
import { aMember, aPerson, superuser, walk } from "../support/api.ts";
import type { Page, Person } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { aContact, aTag, type Tag } from "../support/tags.ts";

let ana: Person;
let bob: Person;
let stranger: Person;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
});

const add = (tag: string, contact_id: unknown, more: object = {}, headers?: Record<string, string>) =>
  superuser.post<TagContact>(`tags/${tag}/add_contact/`, { contact_id, ...more }, headers);
const countOf = async (tag: string): Promise<number> => ok(await bob.get<Tag>(`tags/${tag}/`)).contacts_count;

describe("a tag's contacts", () => {
  it("come with a role, once, and are counted; neither version rises", async () => {
    const [tag, contact] = [await aTag(ana.project, "Customers"), await aContact(ana, { name: "Carla" })];
    const added = ok(await add(tag.id, contact.id, { role: " buyer " }), 201);

    expect(added).toMatchObject({ id: contact.id, name: "Carla", role: "buyer", version: 1 });
    expect(added.tags).toEqual([
      {
        id: tag.id,
        name: "Customers",
        color: tag.color,
        project: ana.project,
        role: "buyer",
        added_by: expect.objectContaining({ first_name: "Super" }) as unknown,
        added_at: expect.any(String) as string,
      },
    ]);
    expect(ok(await add(tag.id, contact.id.toUpperCase()))).toEqual(added);
    expect(ok(await add(tag.id, contact.id, { role: "seller" }))).toEqual({
      ...added,
      role: "seller",
      tags: [{ ...added.tags[0], role: "seller" }],
    });
    expect(ok(await add(tag.id, contact.id, { role: null }))).toMatchObject({ role: null });
    expect(ok(await bob.get<Tag>(`tags/${tag.id}/`))).toMatchObject({ contacts_count: 1, version: 1 });
    expect(ok(await bob.get<Contact>(`contacts/${contact.id}/`))).toMatchObject({ version: 1, tags: [{ id: tag.id }] });
  });

  it("are listed by name to members", async () => {
    const tag = await aTag(ana.project, "Listed");
    for (const name of ["b", "C", "a"]) ok(await add(tag.id, (await aContact(stranger, { name })).id), 201);

    const listed = await walk<TagContact>(bob, `tags/${tag.id}/contacts/?page_size=2`);
    expect(listed.map(({ name }) => name)).toEqual(["a", "b", "C"]);
    expect(ok(await bob.get<Page<TagContact>>(`tags/${tag.id}/contacts/`)).count).toBe(3);
    refused(await stranger.get(`tags/${tag.id}/contacts/`), 404);
  });

  it("go, and their place with them", async () => {
    const [tag, contact] = [await aTag(ana.project, "Leave"), await aContact(ana)];
    ok(await add(tag.id, contact.id), 201);
    ok(await superuser.delete(`tags/${tag.id}/contacts/${contact.id}/`), 204);

    refused(await superuser.delete(`tags/${tag.id}/contacts/${contact.id}/`), 404);
    refused(await superuser.delete(`tags/${tag.id}/contacts/nobody/`), 404);
    expect([await countOf(tag.id), await walk(bob, `tags/${tag.id}/contacts/`)]).toEqual([0, []]);
    refused(await bob.get(`contacts/${contact.id}/`), 404);
    ok(await add(tag.id, contact.id), 201);
  });

  it("are managed by superusers only", async () => {
    const [tag, contact] = [await aTag(ana.project, "Managed"), await aContact(ana)];
    ok(await add(tag.id, contact.id), 201);

    for (const who of [ana, bob]) {
      refused(await who.post(`tags/${tag.id}/add_contact/`, { contact_id: contact.id }), 403);
      refused(await who.delete(`tags/${tag.id}/contacts/${contact.id}/`), 403);
    }
    refused(await stranger.post(`tags/${tag.id}/add_contact/`, { contact_id: contact.id }), 404);
    refused(await stranger.delete(`tags/${tag.id}/contacts/${contact.id}/`), 404);
  });

  it("are named by contact_id", async () => {
    const tag = await aTag(ana.project, "Named");
    for (const nobody of ["nobody", "01jd000000000000000000zzzz", "", null, 7])
      refused(await add(tag.id, nobody), 400, "contact_id");
    refused(await superuser.post(`tags/${tag.id}/add_contact/`, {}), 400, "contact_id");
    const { id } = await aContact(ana);
    refused(await add(tag.id, id, { role: "x".repeat(101) }), 400, "role");
    ok(await add(tag.id, id, { role: "😀".repeat(100) }), 201);
  });

  it("are added once under an Idempotency-Key, and by two at the same time", async () => {
    const tag = await aTag(ana.project, "Once");
    const [one, two] = [await aContact(ana), await aContact(ana)];
    const key = { "idempotency-key": "one of a tag" };
    const first = ok(await add(tag.id, one.id, {}, key), 201);
    expect(ok(await add(tag.id, one.id, {}, key), 201)).toEqual(first);

    const both = await Promise.all([add(tag.id, two.id), add(tag.id, two.id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 201]);
    expect(await countOf(tag.id)).toBe(2);
  });

  it("follow a contact's new name, and go with the contact", async () => {
    const tag = await aTag(ana.project, "Renamed");
    const [one, two] = [await aContact(ana, { name: "a" }), await aContact(ana, { name: "b" })];
    for (const { id } of [one, two]) ok(await add(tag.id, id), 201);
    ok(await ana.patch(`contacts/${one.id}/`, { name: "c" }));
    const listed = async (): Promise<string[]> =>
      (await walk<TagContact>(bob, `tags/${tag.id}/contacts/`)).map(({ name }) => name);

    expect(await listed()).toEqual(["b", "c"]);
    ok(await ana.delete(`contacts/${two.id}/`), 204);
    expect([await listed(), await countOf(tag.id)]).toEqual([["c"], 1]);
  });

  it("may have 40 tags, and then no more; with all of them they can be renamed and deleted", async () => {
    const { id } = await aContact(ana, { name: "Popular" });
    const tags: Tag[] = [];
    for (let i = 0; i < 40; i++) tags.push(await aTag(ana.project, `Popular ${i}`));
    for (const tag of tags) ok(await add(tag.id, id), 201);
    const more = await aTag(ana.project, "Popular beyond");
    expect(refused(await add(more.id, id), 400, "contact_id").detail).toContain("40");

    ok(await ana.patch(`contacts/${id}/`, { name: "Renamed" }));
    expect(await walk<Contact>(bob, "contacts/?search=renamed")).toHaveLength(1);
    ok(await ana.delete(`contacts/${id}/`), 204);
    expect(await countOf(tags[39]?.id ?? "")).toBe(0);
  });

  it("stay when the tag goes, without it", async () => {
    const [tag, contact] = [await aTag(ana.project, "Gone"), await aContact(ana)];
    ok(await add(tag.id, contact.id), 201);
    ok(await superuser.delete(`tags/${tag.id}/`), 204);

    refused(await superuser.get(`tags/${tag.id}/contacts/`), 404);
    expect(ok(await ana.get<Contact>(`contacts/${contact.id}/`)).tags).toEqual([]);
    ok(await ana.patch(`contacts/${contact.id}/`, { name: "Still here" }));
    ok(await ana.delete(`contacts/${contact.id}/`), 204);
  });
});
