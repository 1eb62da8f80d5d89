import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { readModel } from "../template/read.ts";
import { temporaryFolder, writeAssembly } from "../testing/fixture.ts";
import { watchBundles } from "./watch.ts";

it("a bundle that is written again is named once it has settled", async () => {
  const [first, ...others] = readModel(writeAssembly()).functions.map((spec) => ({ ...spec, dir: temporaryFolder() }));
  if (!first) throw new Error("the fixture has functions");
  const changed: string[] = [];
  const stop = watchBundles([first, ...others], (name) => changed.push(name));

  for (const text of ["one", "two"]) writeFileSync(path.join(first.dir, "index.mjs"), text);

  await expect.poll(() => changed, { timeout: 10_000 }).toEqual([first.name]);
  stop();
});
