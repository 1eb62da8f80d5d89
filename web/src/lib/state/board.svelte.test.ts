import { projectRoutes, type Board } from "@tessera/core/project/project.schema";
import { ticketRoutes, type Ticket } from "@tessera/core/ticket/ticket.schema";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refused } from "#lib/text/messages.ts";
import { later, Refusal, stubApi } from "./api.fixture.ts";
import { BoardStore } from "./board.svelte.ts";
import { aBoard, aCard, aTicket, cards, person } from "./fixtures.ts";
import { toasts } from "./toasts.svelte.ts";
import { create, move } from "./moves.ts";
import { edit, follow, remove } from "./writes.ts";

let api: ReturnType<typeof stubApi>;

beforeEach(() => {
  api = stubApi();
  vi.stubGlobal("fetch", api.fetch);
  toasts.list = [];
});
afterEach(() => vi.unstubAllGlobals());

async function open(answer: Board = aBoard({ todo: cards(1, 3), doing: [aCard(4)] })): Promise<BoardStore> {
  api.on(projectRoutes.board, () => answer);
  api.on(ticketRoutes.activity, () => ({ count: 0, next: null, previous: null, results: [] }));
  const board = new BoardStore("DEMO");
  await board.load();
  return board;
}
const ids = (board: BoardStore, column: string) => board.column(column)?.cards.map((card) => card.id);
const moved = (more: Partial<Ticket> = {}) =>
  aTicket(1, { column: "doing", status: "in_progress", version: 2, rank: "a00009", ...more });

describe("move", () => {
  it("is on screen at once, one PATCH, and stays where the API says", async () => {
    const board = await open();
    const reply = later<Ticket>();
    api.on(ticketRoutes.patch, () => reply.promise);
    const done = move(board, "DEMO-1", { column: "doing", after: "DEMO-4" });

    expect([ids(board, "todo"), ids(board, "doing")]).toEqual([
      ["DEMO-2", "DEMO-3"],
      ["DEMO-4", "DEMO-1"],
    ]);
    expect(board.saving("DEMO-1")).toBe(true);

    reply.resolve(moved());
    expect(await done).toBe(true);
    expect(ids(board, "doing")).toEqual(["DEMO-4", "DEMO-1"]);
    expect(board.saving("DEMO-1")).toBe(false);
    expect(api.asked(ticketRoutes.patch).map((ask) => [ask.path, ask.body])).toEqual([
      ["/api/tickets/tickets/DEMO-1/", { column: "doing", after: "DEMO-4" }],
    ]);
  });

  it("goes back when it is refused, with a sentence that says why and what to do", async () => {
    const board = await open();
    api.on(ticketRoutes.patch, () => {
      throw new Refusal(403, "ticket.forbidden");
    });

    expect(await move(board, "DEMO-1", { column: "done" })).toBe(false);
    expect(ids(board, "todo")).toEqual(["DEMO-1", "DEMO-2", "DEMO-3"]);
    expect(toasts.list.map((toast) => toast.text)).toEqual([refused.move("DEMO-1", refused.moveForbidden)]);
  });

  it("reads the board anew after a conflict", async () => {
    const board = await open();
    api.on(ticketRoutes.patch, () => {
      throw new Refusal(409);
    });
    api.on(projectRoutes.board, () =>
      aBoard({
        todo: [aCard(2), aCard(1, { version: 2, rank: "a00008" }), aCard(3, { version: 2, rank: "a00007" })],
        doing: [aCard(4)],
      }),
    );
    await move(board, "DEMO-1", { column: "todo", after: "DEMO-3" });

    await expect.poll(() => ids(board, "todo")).toEqual(["DEMO-2", "DEMO-3", "DEMO-1"]);
    expect(toasts.list[0]?.text).toContain(refused.moveConflict);
  });

  it("is told apart when there is no network", async () => {
    const board = await open();
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));

    expect(await move(board, "DEMO-1", { column: "done" })).toBe(false);
    expect(toasts.list[0]?.text).toContain(refused.offline);
    expect(ids(board, "todo")).toEqual(["DEMO-1", "DEMO-2", "DEMO-3"]);
  });

  it("isn't undone by a board that was read before it, neither under way nor after", async () => {
    const board = await open();
    const reply = later<Ticket>();
    api.on(ticketRoutes.patch, () => reply.promise);
    const done = move(board, "DEMO-1", { column: "doing", after: "DEMO-4" });
    await board.refresh(0);
    expect(ids(board, "doing")).toEqual(["DEMO-4", "DEMO-1"]);

    reply.resolve(moved());
    await done;
    await board.refresh(0);
    expect([ids(board, "todo"), ids(board, "doing")]).toEqual([
      ["DEMO-2", "DEMO-3"],
      ["DEMO-4", "DEMO-1"],
    ]);
  });

  it("waits for the move before it, whose card may be its neighbour", async () => {
    const board = await open();
    const first = later<Ticket>();
    api.on(ticketRoutes.patch, ({ path }) =>
      path.includes("DEMO-1") ? first.promise : aTicket(2, { column: "doing", version: 2, rank: "a00010" }),
    );
    const done = Promise.all([
      move(board, "DEMO-1", { column: "doing", after: "DEMO-4" }),
      move(board, "DEMO-2", { column: "doing", after: "DEMO-1" }),
    ]);
    await vi.waitFor(() => expect(api.asked(ticketRoutes.patch)).toHaveLength(1));
    expect(ids(board, "doing")).toEqual(["DEMO-4", "DEMO-1", "DEMO-2"]);

    first.resolve(moved());
    await done;
    expect(api.asked(ticketRoutes.patch).map((ask) => ask.body)).toEqual([
      { column: "doing", after: "DEMO-4" },
      { column: "doing", after: "DEMO-1" },
    ]);
    expect(ids(board, "doing")).toEqual(["DEMO-4", "DEMO-1", "DEMO-2"]);
  });
});

describe("create", () => {
  it("shows a draft, then the numbered ticket, never both", async () => {
    const board = await open();
    const reply = later<Ticket>();
    api.on(ticketRoutes.create, () => reply.promise);
    const done = create(board, "todo", "Write it", person);
    expect(board.column("todo")?.cards.at(-1)?.name).toBe("Write it");

    reply.resolve(aTicket(5, { name: "Write it" }));
    await done;
    expect(ids(board, "todo")).toEqual(["DEMO-1", "DEMO-2", "DEMO-3", "DEMO-5"]);
    expect(board.column("todo")?.count).toBe(4);
  });

  it("takes the draft away when it fails, and tries again with the same key", async () => {
    const board = await open();
    const keys: (string | null)[] = [];
    const stubbed = api.fetch;
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
      if (init.method === "POST" && url.includes("/tickets/tickets/"))
        keys.push(new Headers(init.headers).get("idempotency-key"));
      return stubbed(url, init);
    });
    let broken = true;
    api.on(ticketRoutes.create, () => {
      if (broken) throw new Refusal(503);
      return aTicket(5, { name: "Write it" });
    });
    await create(board, "todo", "Write it", person);
    expect(ids(board, "todo")).toHaveLength(3);

    broken = false;
    toasts.list[0]?.action?.run();
    await expect.poll(() => ids(board, "todo")?.at(-1)).toBe("DEMO-5");
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});

describe("edit", () => {
  it("shows the field at once and puts the old value back when refused", async () => {
    const board = await open();
    const reply = later<Ticket>();
    api.on(ticketRoutes.patch, () => reply.promise);
    const done = edit(board, "DEMO-1", { priority_id: 4, assignee_ids: ["u1"] }, "Priority");
    expect(board.card("DEMO-1")).toMatchObject({ priority_id: 4, assignees: [{ username: "ada" }] });

    reply.reject(new Refusal(403));
    expect(await done).toBe(false);
    expect(board.card("DEMO-1")).toMatchObject({ priority_id: 2, assignees: [] });
    expect(toasts.list[0]?.text).toBe(refused.edit("DEMO-1", "Priority", refused.editForbidden));
  });

  it("doesn't overwrite a description that somebody else changed meanwhile", async () => {
    const board = await open();
    api.on(ticketRoutes.get, () => aTicket(1, { description: "old" }));
    await board.loadTicket("DEMO-1");
    api.on(ticketRoutes.get, () => aTicket(1, { description: "theirs", version: 2 }));

    expect(await edit(board, "DEMO-1", { description: "mine" }, "Description")).toBe(false);
    expect(api.asked(ticketRoutes.patch)).toHaveLength(0);
    expect(board.detail("DEMO-1")?.description).toBe("theirs");
    expect(toasts.list[0]?.text).toContain(refused.descriptionStale);
  });

  it("saves a description over other changes of the ticket", async () => {
    const board = await open();
    api.on(ticketRoutes.get, () => aTicket(1, { description: "old" }));
    await board.loadTicket("DEMO-1");
    api.on(ticketRoutes.get, () => aTicket(1, { description: "old", version: 8, priority_id: 4 }));
    api.on(ticketRoutes.patch, () => aTicket(1, { description: "mine", version: 9, priority_id: 4 }));

    expect(await edit(board, "DEMO-1", { description: "mine" }, "Description")).toBe(true);
    expect(board.detail("DEMO-1")).toMatchObject({ description: "mine", version: 9 });
  });
});

describe("remove and follow", () => {
  it("hides a ticket at once, and deletes it when it can no longer be undone", async () => {
    const board = await open();
    api.on(ticketRoutes.remove, () => undefined);
    const done = remove(board, "DEMO-2");
    expect(ids(board, "todo")).toEqual(["DEMO-1", "DEMO-3"]);
    expect(board.isGone("DEMO-2")).toBe(true);
    expect(api.asked(ticketRoutes.remove)).toHaveLength(0);

    toasts.endAll();
    expect(await done).toBe(true);
    await board.refresh(0);
    expect(ids(board, "todo")).toEqual(["DEMO-1", "DEMO-3"]);
    expect(api.asked(ticketRoutes.remove)).toHaveLength(1);
    expect(board.isGone("DEMO-2")).toBe(true);
  });

  it("undoes a delete without a word to the API", async () => {
    const board = await open();
    api.on(ticketRoutes.remove, () => undefined);
    const done = remove(board, "DEMO-2");
    toasts.undo();

    expect(await done).toBe(false);
    expect(ids(board, "todo")).toEqual(["DEMO-1", "DEMO-2", "DEMO-3"]);
    expect(api.asked(ticketRoutes.remove)).toHaveLength(0);
    expect(toasts.list).toEqual([]);
  });

  it("brings it back when the API refuses", async () => {
    const board = await open();
    api.on(ticketRoutes.remove, () => {
      throw new Refusal(403);
    });
    const done = remove(board, "DEMO-2");
    toasts.endAll();

    expect(await done).toBe(false);
    expect(ids(board, "todo")).toEqual(["DEMO-1", "DEMO-2", "DEMO-3"]);
    expect(toasts.list[0]?.text).toContain(refused.removeForbidden);
  });

  it("follows", async () => {
    const board = await open();
    api.on(ticketRoutes.toggleFollow, () => ({ following: true }));
    await follow(board, "DEMO-1", true);

    expect(board.card("DEMO-1")?.following).toBe(true);
    expect(api.asked(ticketRoutes.toggleFollow)[0]?.body).toEqual({ following: true });
  });
});

describe("load", () => {
  it("follows a column's pages without doubling what is here", async () => {
    const board = await open(
      aBoard({ todo: cards(1, 50) }, { todo: "/api/tickets/tickets/?column=todo&ordering=rank&cursor=c1" }),
    );
    api.on(ticketRoutes.list, ({ query }) => ({
      count: null,
      next: query.get("cursor") === "c1" ? "/api/tickets/tickets/?column=todo&ordering=rank&cursor=c2" : null,
      previous: null,
      results: query.get("cursor") === "c1" ? cards(50, 60) : cards(61, 70),
    }));
    await Promise.all([board.more("todo"), board.more("todo")]);
    expect(ids(board, "todo")).toHaveLength(60);
    await board.more("todo");
    await board.more("todo");

    expect(ids(board, "todo")).toHaveLength(70);
    expect(api.asked(ticketRoutes.list)).toHaveLength(2);
  });

  it("says when it failed, and recovers", async () => {
    api.on(projectRoutes.board, () => {
      throw new Refusal(404, "project.not_found");
    });
    const board = new BoardStore("NOPE");
    await board.load();
    expect(board.phase).toMatchObject({ kind: "failed", error: { status: 404 } });

    api.on(projectRoutes.board, () => aBoard({}));
    await board.load();
    expect(board.phase.kind).toBe("ready");
  });
});
