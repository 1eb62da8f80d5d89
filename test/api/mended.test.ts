import { describe, expect, it } from "vitest";
import { aPerson, aProject, aTicket, columnsOf, walk, type Page, type Card, type Ticket } from "../support/api.ts";
import { call, ok, refused } from "../support/call.ts";
import { onTheTable } from "../support/table.ts";

/** Faults that a review found, each by the request that showed it. */
describe("a list of tickets", () => {
  it.each(["status=new,new", "type=task,task", "ordering=priority_id&priority_id=2,2", "urgency=normal,normal"])(
    "takes a repeated word for one: %s",
    async (query) => {
      const person = await aPerson();
      const ticket = await aTicket(person);

      const page = ok(await person.get<Page<Card>>(`tickets/?project=${person.project}&${query}`));
      expect(page.results.map((card) => card.id)).toEqual([ticket.id]);
    },
  );

  it("counts matches, not rows, for a page by its number", async () => {
    const person = await aPerson();
    for (let i = 0; i < 8; i++)
      await aTicket(person, { priority_id: i % 2 ? 1 : 3, urgency: [0, 1, 4, 5].includes(i) ? "low" : "high" });
    const at = async (page: number) => {
      const query = `tickets/?project=${person.project}&priority_id=1,3&urgency=low&page_size=2&page=${page}`;
      return ok(await person.get<Page<Card>>(query)).results.map((card) => card.number);
    };

    expect([await at(1), await at(2), await at(3)]).toEqual([[6, 5], [2, 1], []]);
  });

  it("shows a name that begins with the last of all characters", async () => {
    const person = await aPerson();
    await aTicket(person, { name: "\u{10FFFF}z" });

    const page = ok(await person.get<Page<Card>>(`tickets/?project=${person.project}&ordering=name`));
    expect(page.results).toHaveLength(1);
  });

  it("refuses an instant whose offset leads beyond the year 9999", async () => {
    const person = await aPerson();

    refused(await person.get("tickets/?created_after=9999-12-31T23:59:59-12:00"), 400, "created_after");
  });

  it("answers over a hundred projects", async () => {
    const person = await aPerson();
    for (let i = 1; i < 100; i++) await aProject(person);

    for (const query of ["", "?status=new", "?urgency=low", "?ordering=priority_id"])
      expect(ok(await person.get<Page<Card>>(`tickets/${query}`)).results).toEqual([]);
  }, 90_000);
});

describe("a list of projects", () => {
  it("loses none when one on the page before is deleted", async () => {
    const person = await aPerson();
    for (let i = 0; i < 4; i++) await aProject(person);
    const all = (await walk<{ id: string }>(person, "projects/?page_size=100")).map((p) => p.id);

    const first = ok(await person.get<Page<{ id: string }>>("projects/?page_size=2"));
    ok(await person.delete(`projects/${first.results[1]?.id}/`), 204);
    const rest = await walk<{ id: string }>(person, String(first.next));
    expect([...first.results, ...rest].map((p) => p.id)).toEqual(all);
  });
});

describe("names and passwords that no store can hold", () => {
  it("are nobody's at login, however long", async () => {
    expect((await call("POST", "auth/login/", { body: { username: "a".repeat(3000), password: "x" } })).status).toBe(
      401,
    );
  });

  it("are refused at registration", async () => {
    const body = { username: "\ufdfa".repeat(100), email: "long@example.com", password: "correct horse" };

    refused(await call("POST", "auth/register/", { body }), 400, "username");
    refused(await call("POST", "auth/register/", { body: { ...body, username: "𝒜𝒜" } }), 400, "username");
    refused(
      await call("POST", "auth/register/", { body: { ...body, username: "abc", password: " correct horse " } }),
      400,
      "password",
    );
  });

  it("are no member's", async () => {
    const person = await aPerson();

    refused(
      await person.post(`projects/${person.project}/members/`, { username: "\ufdfa".repeat(100) }),
      400,
      "username",
    );
  });
});

describe("what an answer costs", () => {
  it("is not told to who may not see what was read", async () => {
    const [mine, theirs] = [await aPerson(), await aPerson()];
    const ticket = await aTicket(theirs);

    for (const answer of [
      await mine.post("tickets/", { name: "x", project: theirs.project }),
      await mine.get(`tickets/?parent=${ticket.id}`),
    ])
      expect(answer.headers.get("x-capacity-units")).toBeNull();
  });
});

describe("the last open column", () => {
  it("stays, though another one is still being emptied", async () => {
    const person = await aPerson();
    const [a, b, c, d] = await columnsOf(person, person.project);
    await onTheTable("UpdateItem", {
      Key: { pk: { S: `p#${person.project.toLowerCase()}` }, sk: { S: `c#${a.id}` } },
      UpdateExpression: "SET closing = :true",
      ExpressionAttributeValues: { ":true": { BOOL: true } },
    });
    ok(await person.delete(`columns/${b.id}/`), 204);
    ok(await person.delete(`columns/${c.id}/`), 204);

    expect((await person.delete(`columns/${d.id}/`)).status).toBe(409);
  });
});

describe("a description of nothing but blanks", () => {
  it("is none", async () => {
    const person = await aPerson();
    const ticket = await aTicket(person, { description: "  " });

    expect(ticket.description).toBeNull();
    expect(ok(await person.patch<Ticket>(`tickets/${ticket.id}/`, { description: null })).version).toBe(1);
  });
});

describe("If-Match", () => {
  it("takes a list of tags", async () => {
    const person = await aPerson();
    const ticket = await aTicket(person);

    ok(await person.patch(`tickets/${ticket.id}/`, { name: "New" }, { "if-match": '"7", "1.abc"' }));
    expect((await person.patch(`tickets/${ticket.id}/`, { name: "Newer" }, { "if-match": '"7", "1"' })).status).toBe(
      412,
    );
  });
});

describe("a profile", () => {
  it("is not written when nothing changes", async () => {
    const person = await aPerson();

    expect((await person.patch("auth/me/", { preferences: {} })).headers.get("x-capacity-units")).toMatch(/w=0$/);
  });
});
