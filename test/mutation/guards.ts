import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/** A place in the code that keeps somebody out, and what the code is without it. */
export interface Guard {
  /** "packages/core/src/column/column.ts:51" */
  readonly where: string;
  readonly file: string;
  /** What stands there. */
  readonly text: string;
  readonly at: number;
  readonly without: string;
}

const root = path.resolve(import.meta.dirname, "../..");
const sources = ["packages/core/src/**/*.ts", "functions/lib/*.ts"];

/** Arguments with their brackets, one level of nesting deep. */
const args = String.raw`\((?:[^()]|\([^()]*\))*\)`;

/**
 * What a guard looks like, and what is left of it. A condition in a transaction is a member of a list; one that asks for
 * a lead also has a weaker form, for any member.
 */
const forms: readonly { readonly pattern: RegExp; readonly without: (found: string) => string }[] = [
  {
    pattern: new RegExp(String.raw`^ *(?:if \(.*\) )?must(?:Lead|BeSuperuser|Own)\w*${args};`, "gm"),
    without: () => "",
  },
  { pattern: new RegExp(String.raw`= must(?:Edit|Delete)\w*${args}`, "g"), without: () => `= "member" as const` },
  { pattern: new RegExp(String.raw`\bstillAllowed${args}(?!: Write| \{)`, "g"), without: () => "...[]" },
  { pattern: /\bstillAllowed\((\w+), (\w+), "lead"\)/g, without: (found) => found.replace(', "lead"', "") },
  { pattern: new RegExp(String.raw`^ *if \(.*\)\s*throw forbidden${args};`, "gm"), without: () => "" },
];

/** Guards that look like nothing else. */
const others: readonly (readonly [file: string, text: string, without: string])[] = [
  ["packages/core/src/project/frame.ts", `gate?.state !== "active" || !settings`, `!gate || !settings`],
  [
    "packages/core/src/project/frame.ts",
    `  if (!role) return undefined;`,
    `  if (!role) return { key: gate.project, role: "member", gate, settings, columns: [], members: data.member, tags: data.tag };`,
  ],
  [
    "packages/core/src/project/frame.ts",
    `return role === "former" ? undefined : role;`,
    `return role === "former" ? "member" : role;`,
  ],
  ["functions/lib/identify.ts", `|| use !== "access"`, ``],
  ["functions/lib/identify.ts", `secret && event.headers["x-origin-secret"] !== secret`, `false as boolean`],
];

function* guardsIn(file: string): Generator<Guard> {
  const code = readFileSync(path.join(root, file), "utf8");
  const guard = (at: number, text: string, without: string): Guard => ({
    where: `${file}:${code.slice(0, at).split("\n").length + (/^\n*/.exec(text)?.[0].length ?? 0)}`,
    file,
    text,
    at,
    without,
  });
  for (const { pattern, without } of forms)
    for (const found of code.matchAll(pattern)) yield guard(found.index, found[0], without(found[0]));
  for (const [where, text, without] of others) {
    if (where !== file) continue;
    const at = code.indexOf(text);
    if (at < 0) throw new Error(`${where} doesn't hold ${text} any more: tell test/mutation/guards.ts`);
    yield guard(at, text, without);
  }
}

/** Every guard of the product. @throws Error when one that is named here isn't there any more. */
export const guards = (): Guard[] =>
  globSync(sources, { cwd: root })
    .filter((file) => !file.endsWith(".test.ts"))
    .toSorted()
    .flatMap((file) => [...guardsIn(file)]);
