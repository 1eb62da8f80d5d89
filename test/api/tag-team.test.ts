import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, superuser, walk } from "../support/api.ts";
import type { Person } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { aTag } from "../support/tags.ts";

let ana: Person;
let bob: Person;
let stranger: Person;
let project: string;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
  project = ana.project;
});

describe("a tag's team", () => {
  const users = async (tag: string): Promise<string[]> =>
    (await walk<{ username: string }>(bob, `tags/${tag}/users/?page_size=1`)).map(({ username }) => username);

  it("takes members of the project, once", async () => {
    const { id } = await aTag(project, "Team");
    const add = (user_id: unknown) => superuser.post(`tags/${id}/users/`, { user_id });
    const joined = ok(await add(bob.id), 201);

    expect(joined).toEqual({
      id: bob.id,
      username: bob.username,
      first_name: null,
      last_name: null,
      email: bob.email,
    });
    expect(ok(await add(bob.id.toUpperCase()))).toEqual(joined);
    ok(await add(ana.id), 201);
    expect(await users(id)).toEqual([ana.username, bob.username].toSorted());
    for (const nobody of [stranger.id, "nobody"]) refused(await add(nobody), 400, "user_id");
    for (const nothing of [null, "", 7, undefined]) refused(await add(nothing), 400, "user_id");
    expect(ok(await bob.get(`tags/${id}/`))).toMatchObject({ version: 1 });
  });

  it("lets people go", async () => {
    const { id } = await aTag(project, "Leaving");
    ok(await superuser.post(`tags/${id}/users/`, { user_id: bob.id }), 201);
    ok(await superuser.delete(`tags/${id}/users/${bob.id}/`), 204);

    refused(await superuser.delete(`tags/${id}/users/${bob.id}/`), 404);
    refused(await superuser.delete(`tags/${id}/users/nobody/`), 404);
    expect(await users(id)).toEqual([]);
  });

  it("is read by members and written by superusers", async () => {
    const { id } = await aTag(project, "Permissions");
    ok(await superuser.post(`tags/${id}/users/`, { user_id: bob.id }), 201);

    for (const somebody of [ana, bob]) {
      refused(await somebody.post(`tags/${id}/users/`, { user_id: ana.id }), 403);
      refused(await somebody.delete(`tags/${id}/users/${bob.id}/`), 403);
    }
    refused(await stranger.get(`tags/${id}/users/`), 404);
    refused(await stranger.post(`tags/${id}/users/`, { user_id: stranger.id }), 404);
  });

  it("shows nobody who has left the project", async () => {
    const eve = await aMember(ana);
    const { id } = await aTag(project, "Left");
    ok(await superuser.post(`tags/${id}/users/`, { user_id: eve.id }), 201);
    ok(await ana.delete(`projects/${project}/members/${eve.id}/`), 204);

    expect(await users(id)).toEqual([]);
    refused(await superuser.delete(`tags/${id}/users/${eve.id}/`), 404);
  });
});
