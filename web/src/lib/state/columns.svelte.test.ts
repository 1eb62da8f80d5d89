import { columnRoutes } from "@tessera/core/column/column.schema";
import { projectRoutes } from "@tessera/core/project/project.schema";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { stubApi } from "./api.fixture.ts";
import { BoardStore } from "./board.svelte.ts";
import { aBoard, aCard, aColumn, cards } from "./fixtures.ts";

let api: ReturnType<typeof stubApi>;

beforeEach(() => {
  api = stubApi();
  vi.stubGlobal("fetch", api.fetch);
});
afterEach(() => vi.unstubAllGlobals());

async function open(): Promise<BoardStore> {
  api.on(projectRoutes.board, () => aBoard({ todo: cards(1, 3), doing: [aCard(4)] }));
  const board = new BoardStore("DEMO");
  await board.load();
  return board;
}

describe("columns", () => {
  it("change places, all named in their new order", async () => {
    const board = await open();
    api.on(columnRoutes.reorder, () => ({
      count: 3,
      next: null,
      previous: null,
      results: ["doing", "todo", "done"].map((id, order) => aColumn(id, order, { version: 2 })),
    }));
    await board.shiftColumn("todo", 1);

    expect(board.columns.map((view) => view.column.id)).toEqual(["doing", "todo", "done"]);
    expect(api.asked(columnRoutes.reorder)[0]?.body).toEqual({
      project: "DEMO",
      order: [
        { id: "doing", order: 0 },
        { id: "todo", order: 1 },
        { id: "done", order: 2 },
      ],
    });
  });

  it("hand their tickets on when they are deleted", async () => {
    const board = await open();
    api.on(columnRoutes.remove, () => undefined);
    const left = aBoard({ done: [aCard(4, { version: 2 })], todo: cards(1, 3) });
    api.on(projectRoutes.board, () => ({ ...left, columns: left.columns.filter((one) => one.id !== "doing") }));
    await board.removeColumn("doing", "done");

    expect(board.columns.map((view) => view.column.id)).toEqual(["todo", "done"]);
    expect(board.column("done")?.cards.map((card) => card.id)).toEqual(["DEMO-4"]);
    expect(api.asked(columnRoutes.remove)[0]?.query.get("move_to")).toBe("done");
  });
});
