import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import type { JsonObject } from "../kit/json.ts";
import { template, type Template } from "./template.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

/** A new folder that nobody else uses, until the test file has ended. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), "tessera-local-"));
  folders.push(dir);
  return dir;
}

/** A site of three files. */
function writeSite(dir: string): void {
  mkdirSync(path.join(dir, "_app/immutable"), { recursive: true });
  writeFileSync(path.join(dir, "200.html"), "<!doctype html><title>the app</title>");
  writeFileSync(path.join(dir, "icon.svg"), "<svg/>");
  writeFileSync(path.join(dir, "_app/immutable/a.js"), `export const text = "${"a".repeat(5000)}";\n`);
}

/**
 * Writes a small cloud assembly as CDK would: one stack, five functions, a table with its stream, a pool, an API, a distribution.
 * @param change edits the template before it is written
 */
export function writeAssembly(change: (template: Template) => void = () => undefined): string {
  const root = temporaryFolder();
  const dir = path.join(root, "cdk.out");
  mkdirSync(dir);
  writeSite(path.join(root, "site"));
  const content = template();
  change(content);
  const write = (name: string, value: JsonObject): void => writeFileSync(path.join(dir, name), JSON.stringify(value));
  const files: JsonObject = {};
  for (const name of ["echo", "table", "people", "accounts", "reactor"])
    files[name] = { source: { path: path.join(import.meta.dirname, "functions", name), packaging: "zip" } };
  write("Fixture.template.json", { Resources: content.Resources, Outputs: content.Outputs });
  write("Fixture.assets.json", { files });
  write("manifest.json", {
    artifacts: {
      "Fixture.assets": { type: "cdk:asset-manifest", properties: { file: "Fixture.assets.json" } },
      Fixture: { type: "aws:cloudformation:stack", properties: { templateFile: "Fixture.template.json" } },
    },
  });
  return dir;
}
