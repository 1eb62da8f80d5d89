import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";
import { root, templateTexts } from "./templates.ts";

const folders = ["functions", "infra", "packages/core/src", "packages/local/src", "scripts", "test", "web/src"];

describe("Source files", () => {
  const all = folders.flatMap((folder) => sources(folder));

  it("have at most 300 lines", () => {
    const long = all.map(({ file, text }) => ({ file, lines: text.trimEnd().split("\n").length }));

    expect(all.length).toBeGreaterThan(100);
    expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
  });
});

/** The header that opens the development API, its variable and its default: written so that it isn't found here. */
const backDoor = new RegExp(["x-super", "secret", "key"].join("[-_]?") + "|super[-_]?secret", "i");

describe("The development key", () => {
  const deployed = ["functions", "infra", "packages/core/src", "web/src", "web/static"].filter((folder) =>
    existsSync(path.join(root, folder)),
  );

  it.each(deployed)("is not mentioned in %s", (folder) => {
    const found = sources(folder).filter(({ text }) => backDoor.test(text));

    expect(found.map(({ file }) => file)).toEqual([]);
  });

  it("is in no template", () => {
    expect([...templateTexts].filter(([, text]) => backDoor.test(text)).map(([file]) => file)).toEqual([]);
  });

  it.each(["dist/functions", "web/build"])("is in no file of %s", (folder) => {
    const files = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name));

    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => backDoor.test(readFileSync(file, "latin1")))).toEqual([]);
  });

  it("would be found", () => {
    expect(backDoor.test(`event.headers["x-super-${"secret-key"}"]`)).toBe(true);
  });
});
