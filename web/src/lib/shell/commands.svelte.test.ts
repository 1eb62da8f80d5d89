import { afterEach, describe, expect, it } from "vitest";
import { commands, type Command } from "./commands.svelte.ts";

const named = (id: string): Command => ({ id, label: id, section: "here", run: () => {} });
let ends: (() => void)[] = [];
const offer = (...ids: string[]) => void ends.push(commands.offer(() => ids.map(named)));
const all = () => commands.all.map(({ id }) => id);

afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

describe("Commands", () => {
  it("of a ticket that is open come before those of the page behind it, and go with it", () => {
    offer("lanes", "density");
    offer("assign", "follow");
    expect(all()).toEqual(["assign", "follow", "lanes", "density"]);
    ends.pop()?.();

    expect(all()).toEqual(["lanes", "density"]);
  });
});
