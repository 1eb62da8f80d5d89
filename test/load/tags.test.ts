import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, Client } from "./client.ts";
import { readSettled } from "./table.ts";
import { tagViolations } from "./invariants.ts";
import { expectStatus, seedOf, startWorld, type World } from "./world.ts";

let world: World;
let lead: Client;

beforeAll(async () => {
  world = await startWorld();
  lead = await world.register("lead");
});
afterAll(() => world.stop());

/** Only superusers make tags; the local gateway knows one by its key. */
async function asSuperuser(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${world.cloud.url}/api/tickets/${path}`, {
    method,
    headers: {
      "x-super-secret-key": process.env["SUPER_SECRET_KEY"] || "dev-super-secret-key-12345",
      "content-type": "application/json",
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const made: unknown = text === "" ? undefined : JSON.parse(text);
  return { request: `${method} ${path}`, status: response.status, body: made, requestId: "", retryAfter: null };
}

const idOf = ({ body }: Answer): string => (body as { id: string }).id;
const aTag = async (name: string): Promise<string> =>
  idOf(expectStatus(await asSuperuser("POST", "tags/", { project: lead.me.project, name }), 201));

describe("Tags", () => {
  it("leave no trace when they are deleted, on tickets, contacts or teams, and their tickets as they were", async () => {
    const { project, id: user_id } = lead.me;
    const [gone, kept] = [await aTag("gone"), await aTag("kept")];
    for (let i = 0; i < 120; i++)
      expectStatus(await lead.post("tickets/", { project, name: `T${i}`, tag_names: ["gone", "kept"] }), 201);
    for (let i = 0; i < 60; i++) {
      const contact_id = idOf(expectStatus(await lead.post("contacts/", { name: `C${i}` }), 201));
      expectStatus(await asSuperuser("POST", `tags/${gone}/add_contact/`, { contact_id }), 201);
    }
    expectStatus(await asSuperuser("POST", `tags/${gone}/users/`, { user_id }), 201);
    expectStatus(await asSuperuser("DELETE", `tags/${gone}/`), 204);

    expect((await lead.get(`tickets/?tags=${kept}`)).body).toMatchObject({ count: 120 });
    const items = await readSettled(world.cloud);
    expect(JSON.stringify(items.filter((i) => i._e !== "event"))).not.toContain(gone);
    expect(tagViolations(items)).toEqual([]);
    expect(items.filter((i) => i._e === "card").map((card) => card.ve)).toEqual(Array.from({ length: 120 }, () => 1));
  });

  it("agree with tickets, contacts and counters whatever is done to them at the same time", async () => {
    const { project } = lead.me;
    const seed = seedOf("tags");
    const names = ["a", "b", "c", "d"];
    const tags = await Promise.all(names.map(aTag));
    const tickets = await Promise.all(
      names.map(async (name) => idOf(expectStatus(await lead.post("tickets/", { project, name }), 201))),
    );
    const contacts = await Promise.all(
      names.map(async (name) => idOf(expectStatus(await lead.post("contacts/", { name }), 201))),
    );
    const one = fc.constantFrom(0, 1, 2, 3);
    const act = fc.oneof(
      fc.record({ what: fc.constant("tag" as const), at: one, some: fc.subarray(names) }),
      fc.record({
        what: fc.constantFrom("give", "take", "rename", "new", "drop", "delete" as const),
        at: one,
        to: one,
      }),
    );
    const perform = (a: (typeof acts)[number]): Promise<Answer> => {
      const [ticket, contact] = [tickets[a.at] ?? "", contacts[a.at] ?? ""];
      if ("some" in a) return lead.patch(`tickets/${ticket}/`, { tag_names: a.some });
      const tag = tags[a.to] ?? "";
      if (a.what === "give") return asSuperuser("POST", `tags/${tag}/add_contact/`, { contact_id: contact });
      if (a.what === "take") return asSuperuser("DELETE", `tags/${tag}/contacts/${contact}/`);
      if (a.what === "rename") return lead.patch(`contacts/${contact}/`, { name: `renamed ${a.to}` });
      if (a.what === "new") return lead.post("tickets/", { project, name: "n", tag_names: names.slice(0, a.to) });
      if (a.what === "drop") return a.to === 0 ? lead.remove(`tickets/${ticket}/`) : lead.get("tickets/");
      return a.at === 0 && a.to > 1 ? asSuperuser("DELETE", `tags/${tag}/`) : lead.get("tags/");
    };
    const acts = fc.sample(act, { numRuns: 160, seed });
    for (let i = 0; i < acts.length; i += 8) {
      const answers = await Promise.all(acts.slice(i, i + 8).map(perform));
      for (const { request, status } of answers)
        expect([request, status < 500 || status === 503]).toEqual([request, true]);
    }

    expect(tagViolations(await readSettled(world.cloud))).toEqual([]);
  });
});
