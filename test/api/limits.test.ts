import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { Member } from "@tessera/core/project/project.entity";
import type { JsonObject } from "@tessera/local/kit/json";
import { aPerson, aTicket, type Page } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { onTheTable } from "../support/table.ts";
import { aTag } from "../support/tags.ts";

/** Beyond a limit nothing is made, and the answer says which it is. Columns and projects have theirs beside them. */
describe("a limit", () => {
  it("of 500 members a project", async () => {
    const [ana, bob, cleo] = [await aPerson(), await aPerson(), await aPerson()];
    const path = `projects/${ana.project}/members/`;
    for (let i = 0; i < 498; i++) {
      const user = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
      const names = { username: `user${i}`, email: `user${i}@example.com` };
      const params = Member.put({ project: ana.project, user, role: "member", since: "2026-01-01", ...names });
      const { Item } = params.params<{ Item: Record<string, unknown> }>();
      await onTheTable("PutItem", { Item: marshall(Item) as unknown as JsonObject }); // plain JSON by its definition
    }
    ok(await ana.post(path, { username: bob.username }), 201);

    expect(refused(await ana.post(path, { username: cleo.username }), 400).detail).toContain("500");
    expect(ok(await ana.get<Page<unknown>>(path)).count).toBe(500);
    ok(await ana.delete(`${path}${bob.id}/`), 204);
    ok(await ana.post(path, { username: cleo.username }), 201);
  });

  it("of 500 subtasks a ticket", async () => {
    const ana = await aPerson();
    const { id } = await aTicket(ana);
    const child = await aTicket(ana);
    await onTheTable("UpdateItem", {
      Key: { pk: { S: `t#${ana.project.toLowerCase()}#0000001` }, sk: { S: "c" } },
      UpdateExpression: "SET su = :n",
      ExpressionAttributeValues: { ":n": { N: "499" } },
    });
    ok(await ana.patch(`tickets/${child.id}/`, { parent: id }));

    const one = { project: ana.project, name: "One too many", parent: id };
    expect(refused(await ana.post("tickets/", one), 400, "parent").detail).toContain("500");
  });

  it("of 20 assignees and 20 tags a ticket, which all fit at once", async () => {
    const ana = await aPerson();
    const people = [ana.id];
    const tags: string[] = [];
    for (let i = 0; i < 20; i++) tags.push((await aTag(ana.project, `Tag ${i}`)).name);
    for (let i = 0; i < 19; i++) {
      const { id, username } = await aPerson();
      ok(await ana.post(`projects/${ana.project}/members/`, { username }), 201);
      people.push(id);
    }
    const full = { assignee_ids: people, tag_names: tags, description: "x".repeat(50_000), name: "x".repeat(500) };
    const ticket = await aTicket(ana, { ...full, due_date: "2026-01-01", parent: (await aTicket(ana)).id });

    expect([ticket.assignees.length, ticket.tags.length, ticket.followers_count]).toEqual([20, 20, 20]);
    ok(await ana.patch(`tickets/${ticket.id}/`, { assignee_ids: [], tag_names: [] }));
    expect(ok(await ana.patch(`tickets/${ticket.id}/`, full))).toMatchObject({ assignee_ids: people, tag_names: tags });
    ok(await ana.delete(`tickets/${ticket.id}/`), 204);
  });
});
