import { describe, expect, it } from "vitest";
import { ApiError } from "#lib/api/error.ts";
import { saveOver } from "./careful.ts";

interface Thing {
  readonly version: number;
  readonly name: string;
  readonly note: string;
}

const seen: Thing = { version: 1, name: "a", note: "n" };

/** An API that has `now` and takes a PATCH of that version only. */
function api(now: Thing, fields: Partial<Thing>) {
  const told: Thing[] = [];
  let stored = now;
  const patch = (version: number) => {
    if (version !== stored.version) return Promise.reject(new ApiError(412, "thing.stale", "", {}, null));
    stored = { ...stored, ...fields, version: version + 1 };
    return Promise.resolve(stored);
  };
  const read = () => Promise.resolve(stored);
  return { save: () => saveOver(seen, fields, { patch, read, told: (thing) => told.push(thing) }), told };
}

describe("saveOver", () => {
  it("keeps what others changed in other fields", async () => {
    const { save, told } = api({ version: 2, name: "a", note: "theirs" }, { name: "mine" });
    await save();

    expect(told.at(-1)).toEqual({ version: 3, name: "mine", note: "theirs" });
  });

  it("overwrites no field that others changed, and tells what is there now", async () => {
    const { save, told } = api({ version: 2, name: "theirs", note: "n" }, { name: "mine" });

    await expect(save()).rejects.toMatchObject({ status: 412 });
    expect(told).toEqual([{ version: 2, name: "theirs", note: "n" }]);
  });
});
