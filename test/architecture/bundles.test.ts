import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { build, type Metafile } from "esbuild";
import { describe, expect, it } from "vitest";
import { prune, type Cut } from "../../infra/pruning/prune.ts";
import { cuts } from "../../infra/pruning/cuts.ts";
import { filled } from "../../infra/pruning/electrodb.ts";
import { schemas } from "../../infra/pruning/schemas.ts";
import { root } from "./templates.ts";

/** Bytes of a minified bundle. What is read, unpacked and compiled before a function's first request (ADR 22). */
const most = 500 * 1024;

const folder = path.join(root, "dist/functions");
const names = readdirSync(folder);
const { outputs } = JSON.parse(readFileSync(path.join(root, "dist/functions.meta.json"), "utf8")) as Metafile;
const partsOf = (name: string): string[] => Object.keys(outputs[`dist/functions/${name}/index.mjs`]?.inputs ?? {});

describe.each(names)("The function %s", (name) => {
  it("is a bundle of at most 500 KiB, its source map beside it", () => {
    expect(statSync(path.join(folder, name, "index.mjs")).size).toBeLessThanOrEqual(most);
    expect(existsSync(path.join(folder, name, "index.mjs.map"))).toBe(true);
  });

  it("carries nothing that was cut out", () => {
    const parts = partsOf(name);
    const gone =
      /nested-clients|credential-provider|event-streams\/|node_modules\/(jsonschema|mnemonist|obliterator)\//;

    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter((part) => gone.test(part))).toEqual([]);
  });
});

it.each(["health", "reference"])("The function %s, which needs no table, carries no client of it", (name) => {
  expect(partsOf(name).filter((part) => /@aws-sdk|@smithy|electrodb/.test(part))).toEqual([]);
});

describe("An upgrade that moves what is cut out of bundles", () => {
  const bundle = (contents: string, some: readonly Cut[]) =>
    build({
      stdin: { contents, resolveDir: root },
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      logLevel: "silent",
      plugins: [prune(some)],
    });
  const [credentials] = cuts.filter(({ module }) => module === "@aws-sdk/credential-provider-node") as [Cut];

  it("fails the build when nothing imports it any more", async () => {
    await expect(bundle("export default 1", [credentials])).rejects.toThrow(
      "@aws-sdk/credential-provider-node is not met in any bundle: an upgrade has moved it.",
    );
  });

  it("fails the build when somebody else than before imports it", async () => {
    const [validator] = cuts.filter(({ module }) => module === "jsonschema") as [Cut];

    await expect(bundle('export { Validator } from "jsonschema"', [validator])).rejects.toThrow(
      "jsonschema of electrodb/src is not met in any bundle",
    );
  });

  it("fails the build when more is wanted of it than stands in for it", async () => {
    await expect(
      bundle('export { fromSomewhere } from "@aws-sdk/credential-provider-node"', [credentials]),
    ).rejects.toThrow(/No matching export in "infra\/pruning\/instead\/credentials\.ts" for import "fromSomewhere"/);
  });

  it("fails the build when a client describes its operations or errors in another way", () => {
    const keys = 'const _e = "error";\nexport var A$ = [9, n0, { [_e]: 1 }];\n';

    expect(() => schemas.rewrite('export const schema = { error: "client" };')).toThrow(
      "name their keys in another way",
    );
    expect(() => schemas.rewrite(keys)).toThrow("registers its errors in another way");
  });

  it("fails the build when ElectroDB uses the SDK in another way", () => {
    expect(() => filled('const sdk = require("@aws-sdk/lib-dynamodb"); sdk.send();')).toThrow(
      "ElectroDB's client.js uses the SDK in another way",
    );
  });
});
