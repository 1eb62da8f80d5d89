import { beforeAll, describe, expect, it } from "vitest";
import { aScene, callers, open, permissions, type CallerName, type Row, type Scene } from "../support/permissions.ts";
import { eventsOf } from "../support/table.ts";

/** CONTRACT section 6 × every route × everybody. Those without a good token are in doors.test.ts, by the same list of routes. */
let scene: Scene;
const refusals: string[] = [];

beforeAll(async () => {
  scene = await aScene();
});

const rows = Object.entries(permissions).flatMap(([resource, its]) =>
  Object.entries<Row | typeof open>(its).flatMap(([name, row]) =>
    row === open ? [] : callers.map((who) => [`${resource}.${name}`, who, row] as const),
  ),
);

const expected = (row: Row, who: CallerName): string =>
  row.may[who] === true ? "a success" : `refused with ${row.may[who]}`;

describe("the permission table", () => {
  it.each(rows)("holds for %s by %s", async (_, who, row) => {
    const answer = await row.ask(scene.people[who], scene);
    const succeeded = answer.status >= 200 && answer.status < 300;
    if (!succeeded) refusals.push(answer.headers.get("x-request-id") ?? "");

    expect(succeeded ? "a success" : `refused with ${answer.status}`, JSON.stringify(answer.body)).toBe(
      expected(row, who),
    );
  });

  it("left no event of what it refused", async () => {
    expect(refusals.length).toBeGreaterThan(30);
    expect(refusals.every(Boolean)).toBe(true);
    expect(await eventsOf(new Set(refusals))).toEqual([]);
  });
});
