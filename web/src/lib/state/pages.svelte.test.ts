import { describe, expect, it } from "vitest";
import { later } from "./api.fixture.ts";
import { Pages, type Ask } from "./pages.svelte.ts";

interface Row {
  readonly id: string;
}
interface Answer {
  readonly count: number | null;
  readonly next: string | null;
  readonly results: readonly Row[];
}

const rows = (...ids: string[]): Row[] => ids.map((id) => ({ id }));
const page = (results: Row[], next: string | null = null, count: number | null = results.length): Answer => ({
  count,
  next: next === null ? null : `/api/?cursor=${next}`,
  results,
});

/** A list whose questions wait for the test to answer them. */
function asked() {
  const asks: { ask: Ask; answer: (page: Answer) => void; fail: (error: unknown) => void }[] = [];
  const list = new Pages<Row>((ask) => {
    const { promise, resolve, reject } = later<Answer>();
    asks.push({ ask, answer: resolve, fail: reject });
    return promise;
  }, 2);
  return { list, asks };
}

const ids = (list: Pages<Row>) => list.items.map(({ id }) => id);

describe("Pages", () => {
  it("shows the answer to the last question only, however late the others come", async () => {
    const { list, asks } = asked();
    const first = list.load("a");
    const second = list.load("ab");
    asks[1]?.answer(page(rows("ab1")));
    await second;
    asks[0]?.answer(page(rows("a1", "a2")));
    await first;

    expect(ids(list)).toEqual(["ab1"]);
    expect(list.shown).toBe("ab");
    expect(asks.map(({ ask }) => ask.search)).toEqual(["a", "ab"]);
  });

  it("asks once for what is typed in one go", async () => {
    const { list, asks } = asked();
    for (const text of ["a", "ad", "ada"]) list.type(text);
    await expect.poll(() => asks.length).toBe(1);

    expect(asks[0]?.ask).toEqual({ page_size: "2", search: "ada" });
    expect(list.search).toBe("ada");
  });

  it("goes on to the end, each once, past pages that are empty", async () => {
    const { list, asks } = asked();
    const reading = list.load();
    asks[0]?.answer(page(rows("1", "2"), "c1", 3));
    await reading;
    expect([list.whole, list.count]).toEqual([false, 3]);
    const further = Promise.all([list.further(), list.further()]);
    asks[1]?.answer(page([], "c2", 3));
    await expect.poll(() => asks.length).toBe(3);
    asks[2]?.answer(page(rows("2", "3"), null, 3));
    await further;

    expect(ids(list)).toEqual(["1", "2", "3"]);
    expect(list.whole).toBe(true);
    expect(asks.map(({ ask }) => ask.cursor)).toEqual([undefined, "c1", "c2"]);
  });

  it("keeps what is there when a further page fails, and can be asked again", async () => {
    const { list, asks } = asked();
    const reading = list.load();
    asks[0]?.answer(page(rows("1"), "c1"));
    await reading;
    const further = list.further();
    asks[1]?.fail(new Error("no"));
    await further;
    expect([ids(list), list.more?.kind, list.phase.kind]).toEqual([["1"], "failed", "ready"]);
    const again = list.further();
    asks[2]?.answer(page(rows("2")));
    await again;

    expect(ids(list)).toEqual(["1", "2"]);
  });

  it("drops a further page of a search that is over", async () => {
    const { list, asks } = asked();
    const reading = list.load();
    asks[0]?.answer(page(rows("1"), "c1"));
    await reading;
    const further = list.further();
    const search = list.load("x");
    asks[2]?.answer(page(rows("x1")));
    await search;
    asks[1]?.answer(page(rows("2")));
    await further;

    expect(ids(list)).toEqual(["x1"]);
  });

  it("puts what is new first, and counts it", async () => {
    const { list, asks } = asked();
    const reading = list.load();
    asks[0]?.answer(page(rows("1")));
    await reading;
    list.put({ id: "2" });
    list.put({ id: "1" });
    expect([ids(list), list.count]).toEqual([["2", "1"], 2]);
    list.drop("1");
    list.drop("none");

    expect([ids(list), list.count]).toEqual([["2"], 1]);
  });
});
