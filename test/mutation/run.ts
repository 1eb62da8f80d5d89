import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { guards, type Guard } from "./guards.ts";

/**
 * `npm run mutate [-- words]`: takes each guard away in turn, in a copy, and sees whether a test turns red. A guard
 * that nothing misses is printed and ends the run with 1. `words` choose guards whose place contains one of them.
 */
const root = path.resolve(import.meta.dirname, "../..");
const copied = [
  "functions",
  "infra",
  "packages",
  "test",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
  "cdk.json",
  "docs",
];

/** From the quick and likely to the rest: the first that turns red decides. */
const suites = (guard: Guard): readonly (readonly [project: string, files: readonly string[]])[] => {
  const races = ["load", ["test/load/revoked.test.ts"]] as const;
  const table = ["api", ["test/api/matrix.test.ts", "test/api/permissions.test.ts", "test/api/doors.test.ts"]] as const;
  const rest = ["api", ["test/api/"]] as const;
  const lib = ["functions", ["functions/"]] as const;
  if (guard.file.startsWith("functions/")) return [lib, table];
  return guard.text.startsWith("stillAllowed") ? [races, table, rest] : [table, rest, races];
};

const copy = mkdtempSync(path.join(tmpdir(), "tessera-mutants-"));
const env = {
  ...process.env,
  NO_COLOR: "1",
  TESSERA_DEV: "1",
  CDK_OUTDIR: "cdk.out",
  TESSERA_GRANTS_DIR: path.join(copy, "grants"),
};

/** @returns the exit code and what was printed */
function node(...args: string[]): Promise<{ code: number; printed: string }> {
  const child = spawn(process.execPath, args, { cwd: copy, env });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (bytes: Buffer) => (printed += bytes.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? 1, printed })));
}

/** Everything but what is installed, which is linked; the workspaces' names lead back into the copy. */
async function prepare(): Promise<void> {
  const skip = /(^|\/)(node_modules|build|\.svelte-kit)$/;
  for (const name of copied)
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true, filter: (from) => !skip.test(from) });
  mkdirSync(path.join(copy, "node_modules"));
  for (const name of readdirSync(path.join(root, "node_modules")))
    if (name !== "@tessera") symlinkSync(path.join(root, "node_modules", name), path.join(copy, "node_modules", name));
  mkdirSync(path.join(copy, "node_modules/@tessera"));
  for (const name of readdirSync(path.join(copy, "packages")))
    symlinkSync(path.join(copy, "packages", name), path.join(copy, "node_modules/@tessera", name));
  mkdirSync(path.join(copy, "web/build"), { recursive: true });
  writeFileSync(path.join(copy, "web/build/200.html"), "");
  for (const step of ["infra/bundle.ts", "infra/app.ts"]) {
    const { code, printed } = await node(step);
    if (code !== 0) throw new Error(printed);
  }
}

/** Which test file misses the guard, or undefined if none does. */
async function missedBy(guard: Guard): Promise<string | undefined> {
  const file = path.join(copy, guard.file);
  const code = readFileSync(file, "utf8");
  writeFileSync(file, code.slice(0, guard.at) + guard.without + code.slice(guard.at + guard.text.length));
  try {
    const built = await node("infra/bundle.ts");
    if (built.code !== 0) throw new Error(`without ${guard.where} it doesn't build: ${built.printed}`);
    for (const [project, files] of suites(guard)) {
      const { code: red, printed } = await node(
        "node_modules/vitest/vitest.mjs",
        "run",
        "--bail=1",
        "--project",
        project,
        ...files,
      );
      if (red !== 0)
        return / FAIL .*?((?:test|functions|packages)\/\S+)/.exec(printed)?.[1] ?? "a suite that didn't start";
    }
    return undefined;
  } finally {
    writeFileSync(file, code);
  }
}

const words = process.argv.slice(2);
const chosen = guards().filter(({ where }) => words.length === 0 || words.some((word) => where.includes(word)));
const say = (line: string) => process.stdout.write(`${line}\n`);
try {
  say(`${chosen.length} guards, each taken away in turn`);
  await prepare();
  let survived = 0;
  for (const guard of chosen) {
    const test = await missedBy(guard);
    if (!test) survived++;
    say(
      `${test ? "missed  " : "NOT MISSED"} ${guard.where}  ${guard.text.trim().slice(0, 60)} → ${guard.without.trim().slice(0, 40) || "nothing"}  ${test ?? ""}`,
    );
  }
  say(`${chosen.length - survived} missed, ${survived} not missed`);
  process.exitCode = survived > 0 ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
