import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { Client, type Answer } from "./client.ts";

const assembly = path.join(import.meta.dirname, "../../cdk.out");

/** What all randomness of a run comes from: the same each time, unless `TESSERA_SEED` asks for another; so luck fails nobody's build. */
export function seedOf(what: string): number {
  const seed = Number(process.env["TESSERA_SEED"] ?? 20261123);
  console.log(`${what}: TESSERA_SEED=${seed}`);
  return seed;
}

/** The whole product with an empty table. */
export interface World {
  readonly cloud: Cloud;
  /** Its data folder. */
  readonly data: string;
  /** A new person with a project of their own. */
  readonly register: (username: string) => Promise<Client>;
  stop(): Promise<void>;
}

export const password = "correct-horse-battery";
export const registration = (username: string) => ({ username, email: `${username}@example.com`, password });

export async function startWorld(): Promise<World> {
  const data = mkdtempSync(path.join(tmpdir(), "tessera-load-"));
  const emulator = process.env["TESSERA_EMULATOR"];
  const cloud = await startCloud({ assembly, data, inMemory: true, throttle: false, priced: false, emulator });
  return {
    cloud,
    data,
    async register(username) {
      const answer = await new Client(cloud.url).post("auth/register/", registration(username));
      return signedIn(cloud.url, expectStatus(answer, 201));
    },
    async stop() {
      await cloud.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A new person who may do everything, made so by the development key. */
export async function aSuperuser({ cloud, register }: World, username: string): Promise<Client> {
  const { id } = (await register(username)).me;
  const key = process.env["SUPER_SECRET_KEY"] || "dev-super-secret-key-12345";
  const made = await fetch(`${cloud.url}/api/tickets/users/${id}/`, {
    method: "PATCH",
    headers: { "x-super-secret-key": key, "content-type": "application/json" },
    body: JSON.stringify({ is_superuser: true }),
  });
  if (made.status !== 200) throw new Error(`no superuser could be made: ${made.status} ${await made.text()}`);
  return signedIn(
    cloud.url,
    expectStatus(await new Client(cloud.url).post("auth/login/", { username, password }), 200),
  );
}

interface Session {
  readonly user: { readonly id: string; readonly username: string };
  readonly project?: { readonly key: string };
  readonly tokens: { readonly access: string };
}

/** A client that acts as whoever an answer of register or login is for. */
export function signedIn(url: string, answer: Answer): Client {
  const { user, tokens, project } = answer.body as Session; // as the routes of core say
  return new Client(url, { ...user, token: tokens.access, project: project?.key ?? "" });
}

/** The answer itself, if it has this status. @throws Error saying what it was instead. */
export function expectStatus(answer: Answer, ...statuses: number[]): Answer {
  if (statuses.includes(answer.status)) return answer;
  throw new Error(`${answer.request} gave ${answer.status}: ${JSON.stringify(answer.body)}`);
}
