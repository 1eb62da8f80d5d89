import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";

/**
 * `npm run reindex -- --project KEY [--data DIR | --table NAME]`: makes a project's search index what its tickets say,
 * while others work. Without `--table` it is the table of the local cloud that runs on the data folder; a deployed one
 * is reached with the credentials and the region of the environment, as by the AWS command line.
 */
const usage = "npm run reindex -- --project KEY [--data DIR | --table NAME]";
const options = { project: { type: "string" }, data: { type: "string" }, table: { type: "string" } } as const;

/** An expected failure: its message is all that is said. */
class Stop extends Error {}

interface Wish {
  readonly project: string;
  readonly data: string;
  readonly table: string | undefined;
}

/** @throws Stop for what isn't understood */
function wish(args: string[]): Wish {
  const { project, data, table } = parsed(args);
  const key = project?.toUpperCase() ?? "";
  if (!/^[A-Z][A-Z0-9]{1,9}$/.test(key)) throw new Stop(`--project: use a project's key (${usage})`);
  if (table === "" || data === "") throw new Stop(`--table and --data need a value (${usage})`);
  if (table !== undefined && data !== undefined) throw new Stop(`use either --table or --data (${usage})`);
  return { project: key, data: path.resolve(data ?? ".tessera"), table };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Stop(
      `${
        String(error)
          .replace(/^\w+( \[\w+\])?: /, "")
          .split(".")[0]
      } (${usage})`,
    );
  }
}

/** What the local cloud leaves in its data folder while it runs. */
const Emulator = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ endpoint: v.string(), accessKey: v.string(), table: v.string() }),
);

function emulator(data: string): v.InferOutput<typeof Emulator> {
  try {
    return v.parse(Emulator, readFileSync(path.join(data, "emulator.json"), "utf8"));
  } catch {
    throw new Stop(`no Tessera is running on ${data}: start it, or name a deployed table with --table`);
  }
}

/** Core's client is made once, from the environment, when it is first loaded. */
function enter({ table, data }: Wish): void {
  if (table !== undefined) {
    process.env["TABLE_NAME"] = table;
    return;
  }
  const { endpoint, accessKey, table: name } = emulator(data);
  const anyone = { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: "local", AWS_REGION: "eu-central-1" };
  Object.assign(process.env, { ...anyone, AWS_ENDPOINT_URL: endpoint, TABLE_NAME: name });
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(args: string[]): Promise<void> {
  const asked = wish(args);
  enter(asked);
  const { project } = asked;
  const [{ rebuild }, { Gate }] = await Promise.all([
    import("@tessera/core/search/rebuild"),
    import("@tessera/core/project/project.entity"),
  ]);
  if (!(await Gate.get({ project }).go()).data) throw new Stop(`there is no project ${project}`);
  const tenth = (done: number, of: number): number => Math.floor((done * 10) / of);
  const { tickets, added, dropped } = await rebuild(project, (done, of) => {
    if (done < of && tenth(done, of) > tenth(done - 1, of)) say(`  ${done} of ${of} tickets`);
  });
  say(`${project}: ${tickets} tickets looked at, ${added} words added to the index, ${dropped} taken from it`);
}

/** The SDK says little about a table that can't be reached: its own causes say more. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return (cause instanceof Error && cause.message) || error.message || error.name;
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`reindex: ${reason(error).split("\n")[0]}\n`);
  process.exitCode = 1;
});
