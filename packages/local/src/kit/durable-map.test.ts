import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/fixture.ts";
import { openDurableMap } from "./durable-map.ts";

const newFile = (): string => path.join(temporaryFolder(), "map.jsonl");

describe("a durable map", () => {
  it("holds after opening again what was set, changed and removed, with nobody else reading it", () => {
    const file = newFile();
    const first = openDurableMap(file);
    first.set("a", { n: 1 });
    first.set("a", { n: 2 });
    first.set("b", { n: 3 });
    first.set("b", undefined);

    const second = openDurableMap(file); // without closing the first: as after a kill

    expect([...second.entries()]).toEqual([["a", { n: 2 }]]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toBe('["a",{"n":2}]\n');
  });

  it("drops a last line that was torn by a kill, and goes on behind it", () => {
    const file = newFile();
    openDurableMap(file).set("a", { n: 1 });
    appendFileSync(file, '["b",{"n"');

    const map = openDurableMap(file);
    map.set("c", { n: 3 });

    expect([...openDurableMap(file).entries()]).toEqual([
      ["a", { n: 1 }],
      ["c", { n: 3 }],
    ]);
  });

  it("refuses a file that is damaged inside, naming the line", () => {
    const file = newFile();
    writeFileSync(file, '["a",{}]\nrubbish\n["b",{}]\n');

    expect(() => openDurableMap(file)).toThrow(/damaged: .*line 2/);
  });
});
