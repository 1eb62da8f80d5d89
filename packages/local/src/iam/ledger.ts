import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { at, object, parseJson, texts } from "../kit/json.ts";
import type { FunctionSpec } from "../template/model.ts";
import { wildcard, type Access } from "./policy.ts";

/** Grants and uses of each function, by its address ("Tessera-Api/Tickets…"); an entry reads "dynamodb:Query on arn:…". */
export type GrantReport = Record<string, { granted: string[]; used: string[] }>;

export interface Ledger {
  /** Notes an access that was allowed. */
  use(functionAddress: string, access: Access): void;
  report(): GrantReport;
}

/** Actions that nothing here can ever call: the runtime itself uses them, in the cloud. */
const ofTheRuntime = /^(logs|xray):/i;

/** Actions that exist on an index; everything else is about a table. */
const onIndexes = /^dynamodb:(Query|Scan|\*)$/i;

const grants = (spec: FunctionSpec): { action: string; resource: string }[] =>
  spec.role.statements
    .filter((statement) => statement.Effect === "Allow")
    .flatMap(({ Action, Resource }) => Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))))
    .filter(
      ({ action, resource }) => !ofTheRuntime.test(action) && (!resource.includes("/index/") || onIndexes.test(action)),
    );

/** Counts which grants of each role were needed, so that tests can find those that nothing uses. */
export function createLedger(functions: readonly FunctionSpec[]): Ledger {
  const books = new Map(
    functions.map((spec) => {
      const lines = grants(spec).map(({ action, resource }) => ({
        label: `${action} on ${resource}`,
        matches: (access: Access) =>
          wildcard(action, "i").test(access.action) && wildcard(resource).test(access.resource),
      }));
      return [spec.address, { lines, used: new Set<string>(), seen: new Set<string>() }] as const;
    }),
  );
  return {
    use(functionAddress, access) {
      const book = books.get(functionAddress);
      const key = `${access.action} ${access.resource}`;
      if (!book || book.seen.has(key)) return;
      book.seen.add(key);
      for (const line of book.lines) if (line.matches(access)) book.used.add(line.label);
    },
    report: () =>
      Object.fromEntries(
        [...books].map(([name, { lines, used }]) => [
          name,
          { granted: [...new Set(lines.map((line) => line.label))], used: [...used] },
        ]),
      ),
  };
}

/** Writes a report into a folder that several runs share; each run has files of its own. */
export function writeReport(dir: string, report: GrantReport): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, `grants-${randomUUID()}.json`), JSON.stringify(report));
}

function usedIn(dir: string): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const file of readdirSync(dir).filter((name) => /^grants-.*\.json$/.test(name)))
    for (const [address, book] of Object.entries(object(parseJson(readFileSync(path.join(dir, file), "utf8")))))
      used.set(address, new Set([...(used.get(address) ?? []), ...texts(at(book, "used"))]));
  return used;
}

/** All runs of a test session as one report: a grant of today's templates is used when any run used it. */
export function mergedReport(dir: string, functions: readonly FunctionSpec[]): GrantReport {
  const used = usedIn(dir);
  const granted = createLedger(functions).report();
  const entries = Object.entries(granted).map(([address, book]) => {
    const mine = book.granted.filter((label) => used.get(address)?.has(label));
    return [address, { granted: book.granted, used: mine }] as const;
  });
  return Object.fromEntries(entries);
}

/** What was granted and never used, as "Function: action on resource", sorted; empty when every grant earned its place. */
export function unusedGrants(dir: string, functions: readonly FunctionSpec[]): string[] {
  const lines = Object.entries(mergedReport(dir, functions)).flatMap(([address, { granted, used }]) =>
    granted.filter((label) => !used.includes(label)).map((label) => `${address}: ${label}`),
  );
  return lines.sort();
}
