import { beforeAll, describe, expect, it } from "vitest";
import {
  aMember,
  aPerson,
  holding,
  superuser,
  walk,
  type Caller,
  type Me,
  type Page,
  type Person,
} from "../support/api.ts";
import { call, ok, refused, type Answer } from "../support/call.ts";

let lead: Person;
let bob: Person;
let stranger: Person;

beforeAll(async () => {
  [lead, stranger] = await Promise.all([aPerson({ first_name: "Łucja", last_name: "Nowak" }), aPerson()]);
  bob = await aMember(lead);
});

const users = async (query: string, person = lead): Promise<string[]> =>
  ok(await person.get<Page<Me>>(`users/?${query}`)).results.map((user) => user.id);

const login = (person: Person): Promise<Answer<{ tokens: { access: string; refresh: string } }>> =>
  call("POST", "auth/login/", { body: { username: person.username, password: person.password } });

describe("the list of users", () => {
  it("names the people of a project, who can be assigned there", async () => {
    expect((await users(`project=${lead.project}`)).sort()).toEqual([lead.id, bob.id].sort());
    expect((await users(`project=${lead.project.toLowerCase()}`, bob)).sort()).toEqual([lead.id, bob.id].sort());
    expect(await users(`project=${bob.project}`, bob)).toEqual([bob.id]);
  });

  it("shows a user as other resources do", async () => {
    const { results, ...page } = ok(await lead.get<Page<Me>>(`users/?project=${lead.project}&search=nowak`));

    expect(page).toEqual({ count: 1, next: null, previous: null });
    expect(results).toEqual([
      { id: lead.id, username: lead.username, email: lead.email, first_name: "Łucja", last_name: "Nowak" },
    ]);
  });

  it("tells superusers, and nobody else, who may log in and who is one", async () => {
    const ada = await aPerson();
    const ivo = await aMember(ada);
    const listed = async (who: Caller) =>
      ok(await who.get<Page<Me>>(`users/?project=${ada.project}&search=${ivo.username}`)).results[0];
    ok(await superuser.patch(`users/${ivo.id}/`, { is_active: false }));

    expect(await listed(superuser)).toMatchObject({ id: ivo.id, is_active: false, is_superuser: false });
    expect(await listed(ada)).toEqual({
      id: ivo.id,
      username: ivo.username,
      email: ivo.email,
      first_name: null,
      last_name: null,
    });
  });

  it("is searched by name and address without regard to case", async () => {
    expect(await users(`project=${lead.project}&search=${bob.username.toUpperCase()}`)).toEqual([bob.id]);
    expect(await users(`project=${lead.project}&search=${bob.email}`)).toEqual([bob.id]);
    expect(await users(`project=${lead.project}&search=łuc`)).toEqual([lead.id]);
    expect(await users(`project=${lead.project}&search=nobodyatall`)).toEqual([]);
  });

  it("leaves out who has left", async () => {
    const gone = await aMember(lead);
    ok(await gone.delete(`projects/${lead.project}/members/${gone.id}/`), 204);

    expect(await users(`project=${lead.project}`)).not.toContain(gone.id);
  });

  it("has pages", async () => {
    const all = await walk<Me>(lead, `users/?project=${lead.project}&page_size=1`);

    expect(all.map((user) => user.id).sort()).toEqual([lead.id, bob.id].sort());
  });

  it("refuses what it doesn't know and what has no value", async () => {
    refused(await lead.get(`users/?project=${lead.project}&name=x`), 400, "name");
    refused(await lead.get("users/?project="), 400, "project");
    refused(await lead.get(`users/?project=${lead.project}&project=${bob.project}`), 400, "project");
    refused(await lead.get("users/?search="), 400, "search");
    refused(await lead.get("users/?page_size=101"), 400, "page_size");
  });

  it("isn't told of a project that isn't one's own, or none", async () => {
    refused(await stranger.get(`users/?project=${lead.project}`), 404);
    refused(await stranger.get("users/?project=ZZZZZZZZZZ"), 404);
  });
});

describe("changing an account", () => {
  it("is for superusers only", async () => {
    refused(await lead.patch(`users/${bob.id}/`, { is_active: false }), 403);
    refused(await bob.patch(`users/${bob.id}/`, { is_superuser: true }), 403);
  });

  it("refuses fields that it doesn't change, and values that are none", async () => {
    refused(
      await superuser.patch(`users/${bob.id}/`, { username: "x", email: "x@example.com" }),
      400,
      "username",
      "email",
    );
    refused(await superuser.patch(`users/${bob.id}/`, { is_active: "yes" }), 400, "is_active");
    refused(await superuser.patch(`users/${bob.id}/`, { is_superuser: null }), 400, "is_superuser");
  });

  it("of somebody whom there isn't is a 404", async () => {
    refused(await superuser.patch("users/00000000-0000-4000-8000-000000000000/", { is_active: true }), 404);
    refused(await superuser.patch("users/nobody/", { is_active: true }), 404);
  });

  it("to inactive ends logins and sessions, and back begins them again", async () => {
    const cleo = await aPerson();
    expect(ok(await superuser.patch<Me>(`users/${cleo.id}/`, { is_active: false }))).toMatchObject({
      id: cleo.id,
      is_active: false,
    });

    refused(await login(cleo), 401);
    refused(await call("POST", "auth/token/refresh/", { body: { refresh: cleo.refresh } }), 401);
    expect(ok(await superuser.patch<Me>(`users/${cleo.id}/`, { is_active: true })).is_active).toBe(true);
    ok(await login(cleo));
  });

  it("to superuser holds from the next token on", async () => {
    const dan = await aPerson();
    expect(ok(await superuser.patch<Me>(`users/${dan.id}/`, { is_superuser: true }))).toMatchObject({
      is_superuser: true,
      is_staff: true,
    });
    const { tokens } = ok(await login(dan));
    const token = ok(await call<{ access: string }>("POST", "auth/token/refresh/", { body: { refresh: dan.refresh } }));

    for (const access of [tokens.access, token.access]) {
      expect(ok(await holding(access).get<Me>("auth/me/"))).toMatchObject({ is_superuser: true, is_staff: true });
      ok(await holding(access).get(`projects/${lead.project}/`));
    }
    ok(await superuser.patch(`users/${dan.id}/`, { is_superuser: false }));
    refused(await holding(ok(await login(dan)).tokens.access).get(`projects/${lead.project}/`), 404);
  });

  it("that changes nothing is fine, also twice", async () => {
    expect(ok(await superuser.patch<Me>(`users/${bob.id}/`, {})).id).toBe(bob.id);
    expect(ok(await superuser.patch<Me>(`users/${bob.id}/`, { is_active: true, is_superuser: false })).is_active).toBe(
      true,
    );
  });

  it("to inactive shuts one's own pages at once, and the rest when the token ends", async () => {
    const eve = await aPerson();
    ok(await superuser.patch(`users/${eve.id}/`, { is_active: false }));

    refused(await eve.get("auth/me/"), 401);
    refused(await eve.patch("auth/me/", { first_name: "Eve" }), 401);
    refused(await lead.post(`projects/${lead.project}/members/`, { username: eve.username, role: "member" }), 400);
  });

  it("of one's own isn't giving it up, so that a superuser always remains", async () => {
    const fay = await aSuperuser();

    refused(await fay.patch(`users/${fay.id}/`, { is_superuser: false }), 409);
    refused(await fay.patch(`users/${fay.id}/`, { is_active: false }), 409);
    expect(ok(await fay.patch<Me>(`users/${fay.id}/`, { is_superuser: true, is_active: true })).is_superuser).toBe(
      true,
    );
  });

  it("is no longer for whoever was demoted or shut out, though their token says so still", async () => {
    const [gil, hal] = [await aSuperuser(), await aSuperuser()];
    ok(await superuser.patch(`users/${gil.id}/`, { is_superuser: false }));
    ok(await superuser.patch(`users/${hal.id}/`, { is_active: false }));

    for (const former of [gil, hal]) {
      refused(await former.patch(`users/${former.id}/`, { is_superuser: true }), 403);
      refused(await former.patch(`users/${bob.id}/`, { is_active: false }), 403);
    }
    expect(ok(await bob.get<Me>("auth/me/")).is_active).toBe(true);
  });

  it("leaves one of two who demote each other at once", async () => {
    const [ida, jo] = [await aSuperuser(), await aSuperuser()];
    const answers = await Promise.all([
      ida.patch(`users/${jo.id}/`, { is_superuser: false }),
      jo.patch(`users/${ida.id}/`, { is_superuser: false }),
    ]);
    const groups = await Promise.all([ida, jo].map(async (one) => (await login(one)).body.tokens.access));
    const mes = await Promise.all(groups.map(async (token) => ok(await holding(token).get<Me>("auth/me/"))));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(mes.filter((one) => one.is_superuser)).toHaveLength(1);
  });
});

/** Somebody with a token that says so. */
async function aSuperuser(): Promise<Person> {
  const person = await aPerson();
  ok(await superuser.patch(`users/${person.id}/`, { is_superuser: true }));
  return { ...person, ...holding(ok(await login(person)).tokens.access) };
}
