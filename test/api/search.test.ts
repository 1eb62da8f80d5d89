import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aProject, aTicket, eventually, superuser, walk } from "../support/api.ts";
import type { Caller, Card, Page, Person } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let bob: Person;
let stranger: Person;
let second: string;

const ask = (search: string, more = "") => `tickets/?ordering=created_at&search=${encodeURIComponent(search)}${more}`;

/** The names of what a search finds, in the order of making; every page of it. */
const found = async (search: string, more = "", person: Caller = ana): Promise<string[]> =>
  (await walk<Card>(person, ask(search, `&page_size=2${more}`))).map(({ name }) => name);

/** The index is kept behind the write: what is to be found is waited for. */
const soon = (search: string, expected: readonly string[], person: Caller = ana) =>
  eventually(async () => expect(await found(search, "", person)).toEqual(expected), 30_000);

const names = [
  "Müller's export, v2.1",
  "Exporting to the STRASSE",
  "登录页面错误",
  "საქართველოს ბანკი",
  "Ёлка и ёжик",
  "Nothing much",
] as const;
const [muller, strasse, login, bank, tree, nothing] = names;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
  second = (await aProject(ana)).key;
  for (const name of names)
    await aTicket(ana, {
      name,
      project: ana.project,
      ...(name === nothing && { description: "But the naïve Exporter." }),
    });
  await aTicket(ana, { name: "Export elsewhere", project: second });
  await aTicket(stranger, { name: "Export of a stranger" });
  await soon("elsewhere", ["Export elsewhere"]);
  await soon("stranger", ["Export of a stranger"], stranger);
});

describe("a search", () => {
  it.each([
    ["export", [muller, strasse, nothing, "Export elsewhere"]],
    ["EXPORTI", [strasse]],
    ["müll", [muller]],
    ["muller v2 exp", [muller]],
    ["straße", [strasse]],
    ["naive exporter", [nothing]],
    ["页面", [login]],
    ["录页面错", [login]],
    ["误", [login]],
    ["საქართ", [bank]],
    ["елка ЁЖИК", [tree]],
  ])("for %s finds what has words that begin so, in name and description", async (search, expected) => {
    await soon(search, expected);
  });

  it.each(["xport", "页登", "export nothing missing", "!?", "'"])("for %s finds nothing", async (search) => {
    expect(await found(search)).toEqual([]);
  });

  it("looks into one project, if one is named, and into those of the caller otherwise", async () => {
    expect(await found("export", `&project=${second}`)).toEqual(["Export elsewhere"]);
    expect(await found("export", "", bob)).toEqual([muller, strasse, nothing]);
    expect(await found("export", "", stranger)).toEqual(["Export of a stranger"]);
    refused(await bob.get(ask("export", `&project=${second}`)), 404);
    expect(await found("stranger", `&project=${stranger.project}`, superuser)).toEqual(["Export of a stranger"]);
    expect(await found("stranger", "", superuser)).toContain("Export of a stranger");
  });

  it("combines with filters and with any ordering, forwards and backwards", async () => {
    await aTicket(ana, { name: "Zebra crossing", project: ana.project, type: "bug", priority_id: 4 });
    await aTicket(ana, { name: "Zebra alley", project: ana.project, priority_id: 1, due_date: "2026-01-01" });
    await aTicket(ana, { name: "zebra Bar", project: second, type: "bug", due_date: "2026-01-02" });
    await soon("zebra", ["Zebra crossing", "Zebra alley", "zebra Bar"]);
    const orders = {
      name: ["Zebra alley", "zebra Bar", "Zebra crossing"],
      priority_id: ["Zebra alley", "zebra Bar", "Zebra crossing"],
      due_date: ["Zebra alley", "zebra Bar", "Zebra crossing"],
      updated_at: ["Zebra crossing", "Zebra alley", "zebra Bar"],
    };

    expect(await found("zebra", "&type=bug")).toEqual(["Zebra crossing", "zebra Bar"]);
    for (const [ordering, expected] of Object.entries(orders)) {
      const list = (sign: string) => `tickets/?search=zebra&page_size=1&ordering=${sign}${ordering}`;
      expect((await walk<Card>(ana, list(""))).map((c) => c.name)).toEqual(expected);
      const down = (await walk<Card>(ana, list("-"))).map((c) => c.name);
      expect(down).toEqual(ordering === "due_date" ? [expected[1], expected[0], expected[2]] : expected.toReversed());
    }
    const second_ = ok(await ana.get<Page<Card>>("tickets/?search=zebra&ordering=name&page_size=1&page=2"));
    expect(second_.results.map((c) => c.name)).toEqual(["zebra Bar"]);
    const back = ok(await ana.get<Page<Card>>(second_.previous ?? ""));
    expect([back.results.map((c) => c.name), back.count]).toEqual([["Zebra alley"], null]);
  });

  it("finds a ticket by its key and by its number at once, where it is visible", async () => {
    const made = await aTicket(ana, { name: "Just now", project: second });

    expect(await found(made.id)).toEqual(["Just now"]);
    expect(await found(made.id.toLowerCase())).toEqual(["Just now"]);
    expect(await found(String(made.number), `&project=${second}`)).toContain("Just now");
    expect(await found(made.id, "", bob)).toEqual([]);
    expect(await found(made.id, "", stranger)).toEqual([]);
    expect(await found(made.id, `&project=${ana.project}`)).toEqual([]);
    expect((await found("1", "", stranger)).length).toBeLessThanOrEqual(1);
  });

  it("follows a ticket that is renamed, described anew and deleted", async () => {
    const { id } = await aTicket(ana, { name: "Quokka sleeping", description: "The wombat and the quokka" });
    await soon("quokka wombat", ["Quokka sleeping"]);

    ok(await ana.patch(`tickets/${id}/`, { name: "Dingo sleeping" }));
    await soon("dingo", ["Dingo sleeping"]);
    expect(await found("quokka sleep")).toEqual(["Dingo sleeping"]); // the description still has it
    ok(await ana.patch(`tickets/${id}/`, { description: "The wombat alone" }));
    await soon("quokka", []);
    expect(await found("wombat alone dingo")).toEqual(["Dingo sleeping"]);
    ok(await ana.patch(`tickets/${id}/`, { description: null }));
    await soon("wombat", []);
    ok(await ana.delete(`tickets/${id}/`), 204);
    expect(await found("dingo")).toEqual([]);
  });

  it("takes any text, of 200 characters at most", async () => {
    for (const odd of [
      "%",
      "#",
      "export#",
      "\u202e",
      "w#",
      "~",
      "🙂",
      "a".repeat(200),
      "登".repeat(200),
      "x y ".repeat(50),
    ])
      ok(await ana.get(ask(odd)));
    refused(await ana.get(ask("a".repeat(201))), 400, "search");
    refused(await ana.get(ask("nul\0")), 400, "search");
  });
});
