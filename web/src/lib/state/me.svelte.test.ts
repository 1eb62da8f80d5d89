import { authRoutes } from "@tessera/core/auth/auth.schema";
import type { Me } from "@tessera/core/user/user.schema";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { session } from "#lib/api/session.svelte.ts";
import { saveProfile } from "./account.ts";
import { later, Refusal, stubApi } from "./api.fixture.ts";
import { preferences } from "./preferences.svelte.ts";
import { person } from "./fixtures.ts";
import { savedViews, saveView } from "./views.ts";

let api: ReturnType<typeof stubApi>;
/** The profile as the API has it. */
let me: Me;

const number = (value: unknown) => value as number | undefined;
const shown = (key: string) => preferences.get(key, number);

/** As the API does: keys are merged. */
function patch(body: unknown): Me {
  const { preferences: changed, ...fields } = body as Partial<Me>;
  me = { ...me, ...fields, preferences: { ...me.preferences, ...changed } };
  return me;
}

beforeEach(() => {
  api = stubApi();
  vi.stubGlobal("fetch", api.fetch);
  const { id, username, first_name, last_name } = person;
  const rest = { email: "a@b.c", email_verified: true, is_superuser: false, is_staff: false, is_active: true };
  me = { id, username, first_name, last_name, ...rest, preferences: { a: 1 } };
  session.user = me;
  api.on(authRoutes.me, () => me);
  api.on(authRoutes.patchMe, ({ body }) => patch(body));
});
afterEach(() => {
  session.user = null;
  vi.unstubAllGlobals();
});

describe("preferences", () => {
  it("stay as they are shown when an earlier change of the profile is answered", async () => {
    const hold = later<void>();
    api.on(authRoutes.patchMe, async ({ body }) => {
      const answer = patch(body);
      if (api.asked(authRoutes.patchMe).length === 1) await hold.promise;
      return answer;
    });
    const saved = saveProfile({ first_name: "Ada" });
    const set = preferences.set("a", 2);
    expect(shown("a")).toBe(2);
    hold.resolve();
    await saved;
    expect(session.user).toMatchObject({ first_name: "Ada", preferences: { a: 2 } });
    await set;

    expect(session.user?.preferences).toEqual({ a: 2 });
    expect(me.preferences).toEqual({ a: 2 });
  });

  it("that are refused take back themselves alone, and leave what was chosen after them", async () => {
    api.on(authRoutes.patchMe, ({ body }) => {
      if (api.asked(authRoutes.patchMe).length !== 2) throw new Refusal(500);
      return patch(body);
    });
    const writes = [preferences.set("a", 2), preferences.set("a", 3), preferences.set("a", 4)];
    expect(shown("a")).toBe(4);

    expect(await Promise.all(writes)).toEqual([false, true, false]);
    expect(shown("a")).toBe(3);
  });

  it("of one person aren't shown to the next who signs in", async () => {
    const hold = later<Me>();
    api.on(authRoutes.patchMe, () => hold.promise);
    const set = preferences.set("a", 2);
    session.user = { ...me, id: "somebody-else", preferences: {} };
    hold.resolve(me);
    await set;

    expect(session.user).toMatchObject({ id: "somebody-else", preferences: {} });
  });

  it("keep a view that another tab has saved meanwhile", async () => {
    me = { ...me, preferences: { views: [{ id: "v1", name: "Theirs", query: "search=a", view: "list" }] } };
    await saveView({ name: "Mine", query: { search: "b" }, view: "list" });

    expect(savedViews().map(({ name }) => name)).toEqual(["Theirs", "Mine"]);
  });
});
