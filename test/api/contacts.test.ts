import { beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "@tessera/core/contact/contact.schema";
import { aMember, aPerson, superuser, walk } from "../support/api.ts";
import type { Caller, Page, Person } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { aContact, aTag } from "../support/tags.ts";

let ana: Person;
let bob: Person;
let stranger: Person;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
});

const give = async (contact: string, tag: string): Promise<unknown> =>
  ok(await superuser.post(`tags/${tag}/add_contact/`, { contact_id: contact }), 201);

describe("a contact", () => {
  it("is made by anybody, and shows every member of the contract", async () => {
    const wish = { name: "  Zoë Ångström ", email: "zoe@example.com", phone: "+49 30 1234", title: "CTO" };
    const made = ok(await ana.post<Contact>("contacts/", { ...wish, department: " ", description: "" }), 201);

    expect(made).toEqual({
      id: expect.any(String) as string,
      ...wish,
      name: "Zoë Ångström",
      department: null,
      description: null,
      tags: [],
      created_by: { id: ana.id, username: ana.username, first_name: null, last_name: null, email: ana.email },
      version: 1,
      created_at: expect.any(String) as string,
      updated_at: expect.any(String) as string,
    });
    expect(ok(await ana.get(`contacts/${made.id}/`))).toEqual(made);
    expect(ok(await ana.get(`contacts/${made.id.toUpperCase()}/`))).toEqual(made);
  });

  it.each<[string, Record<string, unknown>]>([
    ["name", { name: " " }],
    ["name", { name: "x".repeat(256) }],
    ["name", { name: null }],
    ["email", { email: "nobody" }],
    ["email", { email: `${"x".repeat(250)}@example.com` }],
    ["phone", { phone: "1".repeat(51) }],
    ["title", { title: "x".repeat(101) }],
    ["department", { department: "x".repeat(101) }],
    ["description", { description: "x".repeat(5001) }],
    ["description", { description: "\0" }],
    ["tags", { tags: [] }],
    ["created_by", { created_by: null }],
  ])("is refused for its %s (%#)", async (field, wish) => {
    refused(await ana.post("contacts/", { name: "x", ...wish }), 400, field);
    const { id } = await aContact(ana);
    refused(await ana.patch(`contacts/${id}/`, wish), 400, field);
  });

  it("takes every field up to its limit", async () => {
    const full = {
      name: "😀".repeat(255),
      email: `${"x".repeat(242)}@example.com`,
      phone: "😀".repeat(50),
      title: "😀".repeat(100),
      department: "😀".repeat(100),
      description: "😀".repeat(5000),
    };
    expect(ok(await ana.post("contacts/", full), 201)).toMatchObject(full);
  });

  it("changes what is given, and nothing by what it is already", async () => {
    const { id } = await aContact(ana, { name: "Before", email: "a@example.com" });
    const after = ok(await ana.patch<Contact>(`contacts/${id}/`, { name: "After", email: null, title: "Dr." }));

    expect(after).toMatchObject({ name: "After", email: null, title: "Dr.", version: 2 });
    for (const same of [{}, { title: " Dr. " }, { email: "" }])
      expect(ok(await ana.patch<Contact>(`contacts/${id}/`, same))).toEqual(after);
  });

  it("changes at a version, if that is asked for", async () => {
    const { id } = await aContact(ana);
    ok(await ana.patch(`contacts/${id}/`, { title: "A" }, { "if-match": '"1"' }));

    refused(await ana.patch(`contacts/${id}/`, { title: "B" }, { "if-match": '"1"' }), 412);
    refused(await ana.delete(`contacts/${id}/`, { "if-match": '"1"' }), 412);
    const etag = (await ana.get(`contacts/${id}/`)).headers.get("etag") ?? "";
    expect((await ana.get(`contacts/${id}/`, { "if-none-match": etag })).status).toBe(304);
    ok(await ana.delete(`contacts/${id}/`, { "if-match": etag }), 204);
    for (const gone of [await ana.get(`contacts/${id}/`), await ana.delete(`contacts/${id}/`)]) refused(gone, 404);
  });

  it("is made once under an Idempotency-Key", async () => {
    const again = { "idempotency-key": "one contact" };
    const first = ok(await ana.post<Contact>("contacts/", { name: "Once" }, again), 201);

    expect(ok(await ana.post<Contact>("contacts/", { name: "Once" }, again), 201)).toEqual(first);
    refused(await ana.post("contacts/", { name: "Twice" }, again), 409);
  });
});

describe("a contact is seen", () => {
  it("by its creator and by superusers, until a tag brings it to a project", async () => {
    const { id } = await aContact(ana);
    for (const who of [bob, stranger]) refused(await who.get(`contacts/${id}/`), 404);
    ok(await superuser.get(`contacts/${id}/`));

    const tag = await aTag(ana.project, "Brings");
    await give(id, tag.id);
    expect(ok(await bob.get<Contact>(`contacts/${id}/`)).tags).toMatchObject([{ id: tag.id, name: "Brings" }]);
    refused(await stranger.get(`contacts/${id}/`), 404);
  });

  it("with the tags of the caller's own projects only", async () => {
    const { id } = await aContact(stranger);
    const [here, there] = [await aTag(ana.project, "Here"), await aTag(stranger.project, "There")];
    await give(id, here.id);
    await give(id, there.id);
    const tags = async (who: Caller): Promise<string[]> =>
      ok(await who.get<Contact>(`contacts/${id}/`)).tags.map(({ name }) => name);

    expect(await tags(ana)).toEqual(["Here"]);
    expect(await tags(stranger)).toEqual(["There"]);
    expect(await tags(superuser)).toEqual(["Here", "There"]);
  });

  it("no longer by who leaves the project, or when the tag goes", async () => {
    const eve = await aMember(ana);
    const [one, two] = [await aContact(ana), await aContact(ana)];
    const [kept, gone] = [await aTag(ana.project, "Stays"), await aTag(ana.project, "Goes")];
    await give(one.id, kept.id);
    await give(two.id, gone.id);
    ok(await superuser.delete(`tags/${gone.id}/`), 204);
    refused(await eve.get(`contacts/${two.id}/`), 404);
    ok(await eve.get(`contacts/${one.id}/`));
    ok(await ana.delete(`projects/${ana.project}/members/${eve.id}/`), 204);

    refused(await eve.get(`contacts/${one.id}/`), 404);
    expect(await walk(eve, "contacts/")).toEqual([]);
  });

  it("by more people than may change it: others are told so, or nothing", async () => {
    const { id } = await aContact(ana);
    await give(id, (await aTag(ana.project, "Seen")).id);
    refused(await bob.patch(`contacts/${id}/`, { name: "Mine" }), 403);
    refused(await bob.delete(`contacts/${id}/`), 403);
    refused(await stranger.patch(`contacts/${id}/`, { name: "Mine" }), 404);
    refused(await stranger.delete(`contacts/${id}/`), 404);

    ok(await superuser.patch(`contacts/${id}/`, { name: "Theirs" }));
    expect(ok(await bob.get(`contacts/${id}/`))).toMatchObject({ name: "Theirs", version: 2 });
    ok(await superuser.delete(`contacts/${id}/`), 204);
  });
});

describe("the list of contacts", () => {
  it("holds what the caller may see, by name, each once, however it is seen and whatever the page", async () => {
    const zoe = await aPerson();
    ok(await ana.post(`projects/${ana.project}/members/`, { username: zoe.username }), 201);
    const tags = [await aTag(zoe.project, "a"), await aTag(zoe.project, "b"), await aTag(zoe.project, "c")];
    for (const name of ["delta", "Alpha", "charlie", "Bravo", "Écho"]) {
      const { id } = await aContact(name === "Bravo" ? stranger : zoe, { name });
      for (const tag of name === "Écho" ? [] : tags) await give(id, tag.id);
    }
    const names = async (path: string): Promise<string[]> =>
      (await walk<Contact>(zoe, path)).map(({ name }) => name).filter((n) => !n.startsWith("A contact"));

    for (const size of [1, 2, 3, 20]) {
      const own = (await names(`contacts/?page_size=${size}`)).filter((n) =>
        /^(alpha|bravo|charlie|delta|écho)$/i.test(n),
      );
      expect([size, own]).toEqual([size, ["Alpha", "Bravo", "charlie", "delta", "Écho"]]);
    }
  });

  it("is counted, and leads back and by number", async () => {
    const zoe = await aPerson();
    for (const name of ["a", "b", "c", "d", "e"]) await aContact(zoe, { name });
    const page = async (path: string) => {
      const { results, ...links } = ok(await zoe.get<Page<Contact>>(path));
      return { names: results.map(({ name }) => name).join(""), ...links };
    };
    const first = await page("contacts/?page_size=2");
    const second = await page(first.next ?? "");
    const third = await page(second.next ?? "");

    expect([first.names, second.names, third.names]).toEqual(["ab", "cd", "e"]);
    expect([first.count, second.count, first.previous, third.next]).toEqual([5, 5, null, null]);
    expect((await page(third.previous ?? "")).names).toBe("cd");
    expect(await page(second.previous ?? "")).toMatchObject({ names: "ab", previous: null });
    expect(await page("contacts/?page_size=2&page=2")).toMatchObject({ names: "cd", next: second.next });
    expect(await page("contacts/?page_size=2&page=9")).toMatchObject({ names: "", next: null });
    refused(await zoe.get("contacts/?page=51"), 400, "page");
    refused(await zoe.get(`${first.next}x`), 400, "cursor");
    refused(await ana.get(first.next ?? ""), 400, "cursor");
  });

  it("is searched by the words of name, address, phone, title and department", async () => {
    const zoe = await aPerson();
    const made = [
      { name: "Jürgen Groß", email: "jg@acme.example", title: "Head of Sales" },
      { name: "Ana María López", department: "Accounting", phone: "+34 91 555" },
      { name: "山田太郎", title: "Sales" },
      { name: `${"Long ".repeat(50)}Tail`, email: "long@acme.example" },
    ];
    for (const wish of made) await aContact(zoe, wish);
    const found = async (search: string): Promise<string[]> =>
      (await walk<Contact>(zoe, `contacts/?page_size=1&search=${encodeURIComponent(search)}`)).map(({ name }) =>
        name.slice(0, 4),
      );

    expect(await found("JURG")).toEqual(["Jürg"]);
    expect(await found("maria lop")).toEqual(["Ana "]);
    expect(await found("sales")).toEqual(["Jürg", "山田太郎"]);
    expect(await found("sales gro")).toEqual(["Jürg"]);
    expect(await found("jg@acme.example")).toEqual(["Jürg"]);
    expect(await found("acme")).toEqual(["Jürg", "Long"]);
    expect(await found("555 account")).toEqual(["Ana "]);
    expect(await found("太郎")).toEqual(["山田太郎"]);
    expect(await found("tail")).toEqual(["Long"]);
    expect(await found("ales")).toEqual([]);
    refused(await zoe.get(`contacts/?search=${"x".repeat(201)}`), 400, "search");
  });

  it("of a superuser holds everybody", async () => {
    const made = await aContact(stranger, { name: `Unheardof ${stranger.username}` });
    const found = await walk<Contact>(superuser, `contacts/?search=unheardof+${stranger.username}`);

    expect(found).toEqual([made]);
  });
});
