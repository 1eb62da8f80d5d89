import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, superuser, type Me, type Page, type Person } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;

beforeAll(async () => {
  ana = await aPerson({ first_name: "Ana", last_name: "Sá" });
});

const me = async (person = ana): Promise<Me> => ok(await person.get<Me>("auth/me/"));
const prefer = (preferences: unknown, person = ana) => person.patch<Me>("auth/me/", { preferences });

describe("me", () => {
  it("shows oneself, every member of the contract and nothing else", async () => {
    const bea = await aPerson();

    expect(await me(bea)).toEqual({
      id: bea.id,
      username: bea.username,
      email: bea.email,
      first_name: null,
      last_name: null,
      email_verified: false,
      is_superuser: false,
      is_staff: false,
      is_active: true,
      preferences: {},
    });
  });

  it("says of a superuser that they are one, and so staff", async () => {
    expect(ok(await superuser.get<Me>("auth/me/"))).toMatchObject({
      is_superuser: true,
      is_staff: true,
      is_active: true,
    });
  });

  it("takes new names, and null for none", async () => {
    const bea = await aPerson({ first_name: "Bea", last_name: "Bo" });

    expect(ok(await bea.patch<Me>("auth/me/", { first_name: " Béa " }))).toMatchObject({
      first_name: "Béa",
      last_name: "Bo",
    });
    expect(ok(await bea.patch<Me>("auth/me/", { last_name: null }))).toMatchObject({
      first_name: "Béa",
      last_name: null,
    });
    expect(await me(bea)).toMatchObject({ first_name: "Béa", last_name: null });
  });

  it("carries a new name to where the person is shown", async () => {
    const lead = await aPerson();
    const cleo = await aMember(lead);
    ok(await cleo.patch("auth/me/", { first_name: "Cleo", last_name: "Ca" }));
    const { results } = ok(await lead.get<Page<Me>>(`users/?project=${lead.project}&search=cleo`));

    expect(results).toEqual([
      { id: cleo.id, username: cleo.username, email: cleo.email, first_name: "Cleo", last_name: "Ca" },
    ]);
  });

  it.each(["id", "username", "email", "email_verified", "is_superuser", "is_staff", "is_active", "password"])(
    "refuses to change %s",
    async (field) => {
      refused(await ana.patch("auth/me/", { [field]: true }), 400, field);
    },
  );

  it("refuses names that are no text", async () => {
    refused(await ana.patch("auth/me/", { first_name: 7, last_name: ["x"] }), 400, "first_name", "last_name");
  });
});

describe("preferences", () => {
  it("are merged by their top-level keys, and null removes one", async () => {
    const bea = await aPerson();
    ok(await prefer({ theme: "dark", board: { dense: true, zoom: 2 }, gone: 1 }, bea));
    const after = ok(await prefer({ board: { zoom: 3 }, gone: null, never: null }, bea));

    expect(after.preferences).toEqual({ theme: "dark", board: { zoom: 3 } });
    expect((await me(bea)).preferences).toEqual(after.preferences);
  });

  it("keep any JSON as it was", async () => {
    const bea = await aPerson();
    let deep: unknown = "bottom";
    for (let i = 0; i < 40; i++) deep = i % 2 ? [deep] : { deep };
    const odd = { "": "", list: [1, null, [], {}, false], big: 1e300, precise: 0.1234567890123456, int: 2 ** 60, deep };

    expect(ok(await prefer(odd, bea)).preferences).toEqual(odd);
    expect((await me(bea)).preferences).toEqual(odd);
  });

  it.each([[["a"]], ["text"], [1], [true], [null]])("are an object, not %j", async (preferences) => {
    refused(await prefer(preferences), 400, "preferences");
  });

  it("have at most 100 keys, those kept before included", async () => {
    const bea = await aPerson();
    const some = (n: number, letter: string) =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`${letter}${i}`, i]));
    ok(await prefer(some(100, "a"), bea));
    const problem = refused(await prefer({ more: 1 }, bea), 400, "preferences");

    expect(problem.detail).toContain("100");
    ok(await prefer({ a1: null, more: 1 }, bea));
  });

  it("have at most 16 KiB in all", async () => {
    const bea = await aPerson();
    ok(await prefer({ half: "x".repeat(9000) }, bea));
    const problem = refused(await prefer({ other: "ü".repeat(4000) }, bea), 400, "preferences");

    expect(problem.detail).toContain("16 KiB");
    expect(Object.keys((await me(bea)).preferences)).toEqual(["half"]);
  });

  it.each(["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC"])("take a time zone: %s", async (timezone) => {
    expect(ok(await prefer({ timezone })).preferences).toMatchObject({ timezone });
  });

  it.each(["Mars/Phobos", "+01:00", "", "Berlin", 1, { name: "UTC" }])(
    "refuse a time zone that IANA doesn't name: %j",
    async (timezone) => {
      refused(await prefer({ timezone }), 400, "preferences.*");
    },
  );

  it("lose no change when two are made at once", async () => {
    const bea = await aPerson();
    await Promise.all(["a", "b", "c", "d"].map(async (key) => ok(await prefer({ [key]: key }, bea))));

    expect((await me(bea)).preferences).toEqual({ a: "a", b: "b", c: "c", d: "d" });
  });
});
