import type { Json, Schema } from "@tessera/core/reference/document";
import { beforeAll, describe, expect, it } from "vitest";
import { aTicket, type Page } from "../support/api.ts";
import { ok, refused, call, type Answer } from "../support/call.ts";
import { followed, operations, published } from "../support/document.ts";
import { aWorld, doors, type Door, type World } from "../support/routes.ts";
import { itemsWith } from "../support/table.ts";

/** What nobody means to send: always a 4xx that says what is wrong, and nothing has changed afterwards. */

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const mib = 1024 * 1024;
const withBody = doors.filter(({ route }) => route.body !== undefined);
const named = withBody.map((door) => [door.name, door] as const);
const send = ({ method, path }: Door, body: string): Promise<Answer> =>
  call(method, path(world), { body, token: world.lead.token });

/** A body's schema as published, and an example of it. */
function bodyOf({ name }: Door): { readonly fields: Readonly<Record<string, Schema>>; readonly example: object } {
  const operation = operations.find(({ call: { operationId } }) => operationId === name);
  const media = operation?.call.requestBody?.content["application/json"];
  return { fields: followed(media?.schema ?? {}).properties ?? {}, example: (media?.example ?? {}) as object };
}

const isText = ({ type, enum: words }: Schema): boolean => [type].flat().includes("string") && !words;

/** One beyond each limit that the document gives. */
function beyond(schema: Schema): Json[] {
  const { maxLength, minLength = 0, maximum, minimum, maxItems, format } = schema;
  return [
    ...(maxLength === undefined ? [] : ["x".repeat(maxLength + 1), "😀".repeat(maxLength + 1)]),
    ...(minLength > 0 ? ["x".repeat(minLength - 1)] : []),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, (_, i) => `x${i}`)]),
    ...(format === "date" ? ["2025-02-30", "2026-13-01", "22.11.2026"] : []),
  ];
}

describe("a body that nobody means", () => {
  it.each(named)("is refused by %s above 1 MiB", async (_, door) => {
    refused(await send(door, JSON.stringify({ name: "x".repeat(mib) })), 413);
  });

  it.each(named)("is refused by %s a thousand levels deep", async (_, door) => {
    refused(await send(door, `${'{"name":'.repeat(1000)}1${"}".repeat(1000)}`), 400);
  });

  it.each(named)("is refused by %s with NUL or a lone surrogate in any text, by the field's name", async (_, door) => {
    const { fields, example } = bodyOf(door);
    for (const field of Object.keys(fields).filter((name) => isText(followed(fields[name]!))))
      for (const text of ["long enough\u0000", "long enough\ud800", "\udc00long enough"]) {
        const problem = refused(await send(door, JSON.stringify({ ...example, [field]: text })), 400);

        expect(Object.keys(problem.errors ?? {})).toContain(field);
      }
  });

  it.each(named)("is refused by %s one beyond any limit, by the field's name", async (_, door) => {
    const { fields, example } = bodyOf(door);
    for (const [field, schema] of Object.entries(fields))
      for (const value of beyond(followed(schema))) {
        const tooLarge = `${door.name}.${field}` === "attachments.create.size" && value !== 0; // CONTRACT section 3
        const sent = JSON.stringify({ ...example, [field]: value });
        const problem = refused(await send(door, sent), tooLarge ? 413 : 400);

        expect(Object.keys(problem.errors ?? {}).map((name) => name.split(".")[0])).toContain(field);
      }
  });
});

describe("an id that somebody made up", () => {
  const crafted = () => [
    `${world.project}.`,
    `.${world.column}`,
    `${world.column}.${world.column}`,
    world.column.replace(".", "#"),
    `${world.project}-0`,
    `${world.project}-01`,
    `${world.project}-1#c`,
    `${world.project}-1.5`,
    `t#${world.project}#0000001`,
    `${world.ticket}\u0000`,
    "%2e%2e",
    "__proto__",
    "😀".repeat(100),
  ];

  it("is a 404 in a path", async () => {
    const guarded = doors.filter(({ route, name }) => route.path.includes("{") && name !== "users.patch"); // 403 first
    for (const door of guarded)
      for (const id of crafted()) {
        const path = door.route.path.replace(/\{\w+\}/g, encodeURIComponent(id));
        const { status } = await call(door.method, path, { body: door.body, token: world.lead.token });

        expect([door.name, id, status]).toEqual([door.name, id, 404]);
      }
  });

  it("is a 400 in a body", async () => {
    const { project, lead } = world;
    for (const id of crafted())
      for (const field of ["column", "parent", "before", "after"])
        refused(await lead.post("tickets/", { project, name: "x", [field]: id }), 400, field);
    for (const id of crafted()) refused(await lead.post("tickets/", { project, name: "x", assignee_ids: [id] }), 400);
  });

  it("finds nothing as a filter, and is refused where it isn't text", async () => {
    for (const id of crafted())
      for (const filter of ["column", "assignee", "reporter", "parent", "tags"]) {
        const answer = await world.lead.get<Page<unknown>>(`tickets/?${filter}=${encodeURIComponent(id)}`);

        if (id.includes("\u0000")) refused(answer, 400);
        else expect([filter, id, ok(answer).results]).toEqual([filter, id, []]);
      }
  });
});

describe("a query that nobody means", () => {
  const times = (n: number, pair: string): string => Array.from({ length: n }, () => pair).join("&");

  it("is refused with a thousand filters", async () => {
    const { lead } = world;

    refused(await lead.get(`tickets/?${times(1000, "tags=a")}`), 400);
    refused(await lead.get(`tickets/?${times(1000, "type=bug")}`), 400, "type");
    refused(await lead.get(`tickets/?${Array.from({ length: 1000 }, (_, i) => `f${i}=1`).join("&")}`), 400);
    ok(await lead.get(`tickets/?type=${Array.from({ length: 1000 }, () => "bug").join(",")}`));
  });

  it.each(["due_after", "due_before", "created_after", "updated_after"])(
    "is refused with days that never come: %s",
    async (filter) => {
      for (const value of ["2025-02-30", "2026-13-01", "soon", "-1", "99999-01-01"])
        refused(await world.lead.get(`tickets/?${filter}=${value}`), 400, filter);
    },
  );
});

describe("all of this", () => {
  it("leaves what there is as it was", async () => {
    const one = await aWorld();
    const before = await itemsWith(one.project);
    for (const door of withBody)
      for (const body of [
        `${"[".repeat(1000)}${"]".repeat(1000)}`,
        JSON.stringify({ nope: "\u0000" }),
        "{",
        '{"__proto__":{}}',
      ])
        expect((await call(door.method, door.path(one), { body, token: one.lead.token })).status).toBe(400);

    expect(before.length).toBeGreaterThan(5);
    expect(await itemsWith(one.project)).toEqual(before);
  });

  it("doesn't touch names that are only long", async () => {
    const name = "😀".repeat(500);

    expect((await aTicket(world.lead, { name })).name).toBe(name);
    expect(published.components.schemas["CreateTicket"]?.properties?.["name"]?.maxLength).toBe(500);
  });
});
