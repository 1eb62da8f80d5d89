import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { later, Refusal, stubApi } from "./api.fixture.ts";
import { aCard } from "./fixtures.ts";
import { TicketSearch } from "./search.svelte.ts";
import { Workspace } from "./workspace.svelte.ts";

const page = { count: 1, next: null, previous: null, results: [aCard(1)] };

let api: ReturnType<typeof stubApi>;
let search: TicketSearch;

const asked = () => api.asked(ticketRoutes.list).map(({ query }) => query.get("search"));
const answered = (words: string) => expect.poll(() => search.answered).toBe(words);

beforeEach(() => {
  // What is polled passes the time.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  api = stubApi();
  vi.stubGlobal("fetch", api.fetch);
  api.on(ticketRoutes.list, () => page);
  search = new TicketSearch(new Workspace());
});
afterEach(() => {
  search.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("A search as one types", () => {
  it("asks once for what is typed in one go", async () => {
    for (const text of ["e", "ex", "exp"]) search.ask(text);
    await answered("exp");

    expect(asked()).toEqual(["exp"]);
    expect(search.found.map(({ id }) => id)).toEqual(["DEMO-1"]);
  });

  it("doesn't ask again what it is asking, nor what it has just answered", async () => {
    const hold = later<void>();
    api.on(ticketRoutes.list, async () => {
      await hold.promise;
      return page;
    });
    search.ask("export");
    await expect.poll(asked).toEqual(["export"]);
    search.ask("export ");
    vi.advanceTimersByTime(1000);
    hold.resolve();
    await answered("export");
    search.ask("export  ");
    vi.advanceTimersByTime(1000);
    search.ask("export p");
    search.ask("export");
    vi.advanceTimersByTime(1000);
    search.ask("export pdf");
    await answered("export pdf");

    expect(asked()).toEqual(["export", "export pdf"]);
  });

  it("asks the same of another project", async () => {
    search.ask("export", "DEMO");
    await answered("export");
    search.ask("export", "OTHER");
    await expect.poll(asked).toEqual(["export", "export"]);

    expect(api.asked(ticketRoutes.list).map(({ query }) => query.get("project"))).toEqual(["DEMO", "OTHER"]);
  });

  it("asks again what failed", async () => {
    api.on(ticketRoutes.list, () => {
      throw new Refusal(500);
    });
    search.ask("export");
    await expect.poll(() => search.failure).not.toBeNull();
    api.on(ticketRoutes.list, () => page);
    search.ask("export ");
    await expect.poll(() => search.failure).toBeNull();

    expect(search.answered).toBe("export");
  });
});
