import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { authRoutes } from "@tessera/core/auth/auth.schema";
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

/**
 * The header that opens the development API, its variable and its default, and where local mail is read: written so that
 * it isn't found here.
 */
const backDoor = new RegExp(["x-super", "secret", "key"].join("[-_]?") + "|super[-_]?secret|/_" + "mail", "i");

describe("The development key, and the mail that was sent locally,", () => {
  const deployed = ["functions", "infra", "packages/core/src", "web/src", "web/static"].filter((folder) =>
    existsSync(path.join(root, folder)),
  );

  it.each(deployed)("are not mentioned in %s", (folder) => {
    const found = sources(folder).filter(({ text }) => backDoor.test(text));

    expect(found.map(({ file }) => file)).toEqual([]);
  });

  it("are in no template", () => {
    expect([...templateTexts].filter(([, text]) => backDoor.test(text)).map(([file]) => file)).toEqual([]);
  });

  it.each(["dist/functions", "web/build"])("are in no file of %s", (folder) => {
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

describe("The web app", () => {
  /** Its start script can import nothing. */
  const early = "web/src/app.html";
  /** Hands on the browser's own requests for the app's files, and knows which addresses aren't the app's. */
  const worker = "web/src/service-worker/index.ts";

  it("asks the API in one place, typed by core's route tables, and the store of files in another", () => {
    const asks = /\bfetch\s*\(|\bXMLHttpRequest\b|\bsendBeacon\b|\bEventSource\b|\baxios\b/;
    const found = sources("web/src").filter(({ file, text }) => asks.test(text) && !/\.test\.ts$/.test(file));

    expect(found.map(({ file }) => file).sort()).toEqual([
      early,
      ...["send", "store"].map((name) => `web/src/lib/api/${name}.ts`),
      worker,
    ]);
  });

  it("asks ahead of its own code for the session only, where the route table says", () => {
    const text = sources("web/src").find(({ file }) => file === early)?.text ?? "";

    expect([...text.matchAll(/["'`](\/api\/[^"'`]*)/g)].map(([, address]) => address)).toEqual([
      authRoutes.refresh.path,
    ]);
  });

  it("writes no address of the API", () => {
    const found = sources("web/src").filter(({ file, text }) => /["'`]\/api\//.test(text) && !/\.test\.ts$/.test(file));

    expect(found.map(({ file }) => file)).toEqual([early, worker]);
  });
});
