import { parseArgs } from "node:util";
import path from "node:path";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { bare, written, type Words } from "./words.ts";

/**
 * `npm run seed -- --tickets N [--project KEY] [--data DIR]`: fills a project of the local cloud up to N tickets, for
 * benchmarks and for looking at large boards. The tickets are made by core's own builders and written past the API,
 * which would take a minute per thousand.
 */
const options = {
  tickets: { type: "string", default: "1000" },
  project: { type: "string", default: "SEED" },
  data: { type: "string", default: ".tessera" },
} as const;

export const account = { username: "seed", password: "seed-tessera" };

/** A running product, and its table past the API. */
interface Place {
  readonly url: string;
  readonly dynamodb: Pick<Cloud["dynamodb"], "endpoint" | "accessKey" | "tableName">;
}

interface Wish {
  readonly tickets: number;
  readonly project: string;
  /** Without descriptions, of which each word would be indexed: for what doesn't read them. */
  readonly bare?: true;
  /** What a ticket says, by its number; what looks written when absent. */
  readonly words?: (number: number) => Words;
}

/** Registers the project's owner, or logs them in, and tells who they are. */
async function owner(url: string, project: string): Promise<string> {
  const post = async (door: string, body: object) => {
    const response = await fetch(`${url}/api/tickets/auth/${door}/`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return response.ok ? ((await response.json()) as { user: { id: string } }).user.id : undefined;
  };
  const id =
    (await post("login", account)) ??
    (await post("register", { ...account, email: "seed@example.com", project_key: project, project_name: "Seeded" }));
  if (!id) throw new Error(`can't log in as ${account.username}, nor register: is the key ${project} taken?`);
  return id;
}

/** Fills the project of a running product. Answers how many tickets were added. */
export async function seed(place: Place, wish: Wish, tell: (line: string) => void = () => undefined): Promise<number> {
  const id = await owner(place.url, wish.project);
  // Core's client is made once, from the environment, when it is first loaded.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: place.dynamodb.endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: place.dynamodb.accessKey,
    AWS_SECRET_ACCESS_KEY: "seed",
    TABLE_NAME: place.dynamodb.tableName,
  });
  const { fill } = await import("./fill.ts");
  const words = wish.words ?? (wish.bare ? bare : written);
  return fill({ user: id, ...wish, words }, tell);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const tickets = Number(values.tickets);
  if (!Number.isInteger(tickets) || tickets < 1 || tickets > 100_000)
    throw new Error("--tickets: use a number from 1 to 100000");
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const cloud = await startCloud({ assembly: "cdk.out", data: path.resolve(values.data), throttle: false });
  try {
    const added = await seed(cloud, { tickets, project: values.project.toUpperCase() }, say);
    say(
      `${added} tickets added to ${values.project.toUpperCase()}; log in as ${account.username} with the password ${account.password}`,
    );
  } finally {
    await cloud.stop();
  }
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
