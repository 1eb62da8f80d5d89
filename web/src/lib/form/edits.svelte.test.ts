import { describe, expect, it } from "vitest";
import { Edits } from "./edits.svelte.ts";

describe("Edits", () => {
  it("keeps what was typed, and follows what is saved in all else", () => {
    let saved = { name: "a", note: "n" };
    const edits = new Edits(() => saved);
    edits.set("name", "b");
    saved = { name: "a", note: "theirs" };

    expect([edits.get("name"), edits.get("note")]).toEqual(["b", "theirs"]);
    expect(edits.changes).toEqual({ name: "b" });
  });

  it("has nothing to save when a text is back to what it was, and an empty text is one", () => {
    const edits = new Edits(() => ({ name: "a" }));
    edits.set("name", "");
    expect([edits.dirty, edits.get("name")]).toEqual([true, ""]);
    edits.set("name", "a");
    expect(edits.dirty).toBe(false);
    edits.set("name", "b");
    edits.clear();

    expect(edits.get("name")).toBe("a");
  });
});
