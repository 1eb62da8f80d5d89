import { randomNumbers, type Faults, type FaultEffect } from "@tessera/local/faults/faults";
import type { Answer, Client } from "./client.ts";
import { plan, type Intent } from "./intents.ts";
import { Journal } from "./journal.ts";
import { Player, readWhole, type Board } from "./player.ts";
import { readSettled, type Item } from "./table.ts";
import { expectStatus, type World } from "./world.ts";

export const project = "RACE";
const names = ["ada", "ben", "cleo", "dan", "eva", "finn", "gus", "hana"];
/** How many of them lead; the others are members under `edit_policy: members`. */
const leads = 3;
const cards = 24;

/** What was asked for, what came of it, and what is there afterwards. */
export interface Race {
  readonly people: readonly Client[];
  readonly journal: Journal;
  /** The requests before the race. */
  readonly prepared: ReadonlySet<string>;
  readonly injected: ReadonlyMap<FaultEffect, number>;
  /** The whole table. */
  readonly items: readonly Item[];
  /** The project's events by the request that made them. */
  readonly events: ReadonlyMap<string, readonly Item[]>;
  /** The whole board as each of them sees it. */
  readonly boards: readonly Board[];
}

/** Eight people work on one board at once; the table is busy, connections break, answers get lost. */
export async function run({ cloud, register }: World, seed: number, moves: number): Promise<Race> {
  const people = await Promise.all(names.map(register));
  const prepared = await prepare(people);
  const journal = new Journal(randomNumbers(seed + 1), 0.03);
  disturb(cloud.faults, seed);
  await play(
    people.map((client) => new Player(client, project, journal, people)),
    plan(seed, moves),
  );
  const effects = Map.groupBy(cloud.faults.injected(), (f) => f.effect);
  await cloud.faults.clear();
  const items = await readSettled(cloud); // what was answered 202 is done there
  const told = items.filter((i) => i._e === "event" && i.project === project);
  const events = Map.groupBy(told, (e) => String(e.request_id));
  return {
    people,
    journal,
    prepared,
    injected: new Map([...effects].map(([effect, all]) => [effect, all.length])),
    items,
    events,
    boards: await Promise.all(people.map((client) => readWhole(client, project))),
  };
}

/** Their project, with a few cards to begin with. Answers which requests it took. */
async function prepare([lead, ...others]: readonly Client[]): Promise<Set<string>> {
  if (!lead) throw new Error("somebody must lead");
  const requests = new Set<string>();
  const done = (answer: Answer, status: number) => requests.add(expectStatus(answer, status).requestId);
  done(await lead.post("projects/", { key: project, name: "Race", member_usernames: names.slice(1) }), 201);
  done(await lead.patch(`projects/${project}/`, { edit_policy: "members" }), 200);
  for (const other of others.slice(0, leads - 1))
    done(await lead.patch(`projects/${project}/members/${other.me.id}/`, { role: "lead" }), 200);
  for (let n = 0; n < cards; n++) done(await lead.post("tickets/", { project, name: `Card ${n}` }), 201);
  return requests;
}

function disturb(faults: Faults, seed: number): void {
  faults.seed(seed);
  faults.add({ effect: "conflict", actions: ["TransactWriteItems"], probability: 0.08 });
  faults.add({ effect: "timeout-after", actions: ["TransactWriteItems"], probability: 0.06 });
  faults.add({ effect: "timeout-before", service: "dynamodb", probability: 0.005 });
  faults.add({ effect: "throttle", service: "dynamodb", probability: 0.004 });
  faults.add({ effect: "internal", service: "dynamodb", probability: 0.004 });
}

/** Each takes the next intent as soon as they are done with theirs, and looks at the board now and then. */
async function play(players: readonly Player[], intents: readonly Intent[]): Promise<void> {
  const queue = intents.values();
  await Promise.all(
    players.map(async (player) => {
      await player.look();
      let n = 0;
      for (const intent of queue) {
        await player.act(intent);
        if (++n % 15 === 0) await player.look();
      }
    }),
  );
}

/** The figures of a race, for the log. */
export function told({ journal, injected }: Race): string {
  const attempts = journal.entries.flatMap((e) => e.attempts);
  const moved = journal.entries.filter((e) => e.what === "move").length;
  const statuses = [...Map.groupBy(attempts, (a) => a.status)].map(([status, all]) => `${all.length} × ${status}`);
  const faults = [...injected].map(([effect, n]) => `${n} × ${effect}`);
  const retries = attempts.length - journal.entries.length;
  const lost = attempts.filter((a) => a.lost).length;
  return `${journal.entries.length} writes (${moved} moves): ${statuses.join(", ")}; ${lost} answers lost, ${retries} retries; injected: ${faults.join(", ")}`;
}
