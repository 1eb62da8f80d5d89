import { randomNumbers } from "@tessera/local/faults/faults";
import type { Answer, Client } from "../load/client.ts";
import { expireClaims } from "../load/faulty.ts";
import { objectKeys } from "../load/files.ts";
import { plan, type Intent } from "../load/intents.ts";
import { accepted, Journal } from "../load/journal.ts";
import { Player } from "../load/player.ts";
import { anHourLater, readSettled, readTable } from "../load/table.ts";
import { aSuperuser, expectStatus, type World } from "../load/world.ts";
import { files } from "./acts/files.ts";
import { contacts, tags } from "./acts/tags.ts";
import { talk } from "./acts/talk.ts";
import { people, team } from "./acts/team.ts";
import { aDayLater } from "./aftermath.ts";
import type { Evidence } from "./checker.ts";
import { Hand, type Act, type Ground } from "./hand.ts";
import { breakOut, type Storm } from "./storm.ts";

const project = "CHAOS";
const leads = ["ada", "ben"];
const members = ["cleo", "dan", "eva", "finn"];
const guests = ["guest1", "guest2", "guest3", "guest4", "guest5", "guest6"];
/** Tickets to begin with, and how many things are done at the board for each round of everything else. */
const cards = 12;
const perRound = 10;

/** Seconds more that it may take until everything was there once. */
const patience = 300;

/** Everything that changes something, as the journal calls it. */
export const deeds: readonly string[] = [
  ...["create", "move", "status", "edit", "assign", "parent", "delete", "comment", "follow", "reorder"],
  ...["shift column", "rename column", "add column", "drop column"], // as intents.ts has them
  ...["break a ticket down", "change several tickets", "tag a ticket", "make a tagged ticket"],
  ...["edit a comment", "delete a comment", "link", "take a link off"],
  ...["announce a file", "give a file", "delete a file", "make a contact", "change a contact", "delete a contact"],
  ...["make a tag", "change a tag", "delete a tag", "give a tag a contact", "take a tag's contact away"],
  ...["put somebody on a team", "take somebody off a team", "add a member", "change a member's role"],
  ...["remove a member", "found a project", "change a project", "delete a project", "register"],
  ...["change one's name", "change one's preferences"],
];

/** What has never been done yet, with an answer that says so. */
export function undone({ entries }: Journal): string[] {
  const done = new Set(entries.filter((e) => e.attempts.some(accepted)).map((e) => e.what));
  return deeds.filter((what) => !done.has(what));
}

const isComplete = (journal: Journal, storm: Storm): boolean =>
  [...storm.met().values()].every((n) => n > 0) && undone(journal).length === 0;

export interface Wish {
  readonly seed: number;
  /** At least so many; a slow machine takes longer, until everything has been done and has gone wrong. */
  readonly seconds: number;
  /** Told in short lines how it goes. */
  readonly tell: (line: string) => void;
}

/** What went wrong, and all that a checker needs to say whether it did harm. */
export interface Run {
  readonly met: ReadonlyMap<string, number>;
  readonly evidence: Evidence;
}

/** People work at one project, and at their own things, while everything goes wrong; then all comes to rest. */
export async function chaos(world: World, { seed, seconds, tell }: Wish): Promise<Run> {
  const { cloud } = world;
  const journal = new Journal(randomNumbers(seed + 2), 0.02, 3);
  const [workers, boss] = await gather(world, journal, seed);
  const before = new Set((await readTable(cloud)).filter((i) => i._e === "event").map((e) => String(e.id)));
  tell(`${workers.length + 1} people are ready; everything goes wrong from now on`);
  const storm = breakOut(cloud, seed);
  const begun = Date.now();
  const isOver = (): boolean => {
    const lasted = (Date.now() - begun) / 1000;
    return lasted > seconds + patience || (lasted > seconds && isComplete(journal, storm));
  };
  const deck = deal(seed);
  await Promise.all([
    ...workers.map((hand) => work(hand, deck, isOver)),
    work(boss, repeat(Object.values(tags)), isOver),
  ]);
  const met = storm.met();
  tell(
    `${journal.entries.length} writes were asked for, in ${journal.entries.flatMap((e) => e.attempts).length} requests`,
  );
  await storm.calm();
  await expireClaims(cloud); // as 20 seconds do
  await journal.settle();
  await anHourLater(cloud);
  await aDayLater(cloud);
  const items = await readSettled(cloud);
  const accounts = cloud.cognito.pools[0]?.users.all().map(({ sub }) => sub) ?? [];
  const givenUp = cloud.model.queues.flatMap(({ name }) => cloud.queues.messages(name));
  return {
    met,
    evidence: { items, objects: objectKeys(cloud), accounts, journal, before, givenUp, sent: boss.ground.sent },
  };
}

/** Who works, and the superuser who looks after tags. */
async function gather(world: World, journal: Journal, seed: number): Promise<[Hand[], Hand]> {
  const { cloud, register } = world;
  const clients = await Promise.all([...leads, ...members, ...guests].map(register));
  const boss = await aSuperuser(world, "boss");
  const [lead, other] = clients;
  const team = clients.slice(0, leads.length + members.length);
  const usernames = team.slice(1).map(({ me }) => me.username);
  if (!lead || !other) throw new Error("somebody must lead");
  expectStatus(await lead.post("projects/", { key: project, name: "Chaos", member_usernames: usernames }), 201);
  expectStatus(await lead.patch(`projects/${project}/`, { edit_policy: "members" }), 200);
  expectStatus(await lead.patch(`projects/${project}/members/${other.me.id}/`, { role: "lead" }), 200);
  for (let n = 0; n < cards; n++) expectStatus(await lead.post("tickets/", { project, name: `Card ${n}` }), 201);
  await tagSomething(boss);
  const ground: Ground = {
    project,
    journal,
    url: cloud.url,
    guests: clients.slice(team.length).map(({ me }) => me),
    people: team.map(({ me }) => me.id),
    leads: [],
    sent: new Set(),
    tagNames: [],
  };
  const hand = (client: Client, n: number) =>
    new Hand(client, new Player(client, project, journal, team), ground, seed + 100 + n);
  const hands = team.map(hand);
  ground.leads.push(...hands.slice(0, leads.length));
  return [hands, hand(boss, team.length)];
}

/** A tag with a contact, which nobody takes away: so that there is one to look at in the end. */
async function tagSomething(boss: Client): Promise<void> {
  const id = (answer: Answer): string => (expectStatus(answer, 201).body as { id: string }).id;
  const tag = id(await boss.post("tags/", { project, name: "lasting" }));
  const contact_id = id(await boss.post("contacts/", { name: "Ada" }));
  expectStatus(await boss.post(`tags/${tag}/add_contact/`, { contact_id }), 201);
}

function* repeat<T>(all: readonly T[]): Generator<T, never> {
  for (;;) yield* all;
}

const isOfLeads = (intent: Intent): boolean => !("ticket" in intent) && intent.do !== "create";
const atBoard =
  (intent: Intent): Act =>
  (hand) =>
    (isOfLeads(intent) ? hand.lead() : hand).player.act(intent);

/** Round after round: something of everything, and the more at the board, in an order of the seed's own. */
function* deal(seed: number): Generator<Act, never> {
  const chores = [
    ...[talk, files, contacts, people].flatMap((acts) => Object.values(acts)),
    ...Object.values(team).map(
      (act): Act =>
        (hand) =>
          act(hand.lead()),
    ),
  ];
  for (let round = 0; ; round++) {
    const random = randomNumbers(seed + 1000 + round);
    const intents = plan(seed + round, 400);
    const rare = [...Map.groupBy(intents, (i) => i.do).values()].map(([first]) => first!);
    const board = [...rare, ...intents.slice(0, perRound)].map(atBoard);
    yield* [...board, ...chores]
      .map((act) => ({ act, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ act }) => act);
  }
}

/** Takes the next thing as soon as the last is done, and looks at the board now and then. */
async function work(hand: Hand, deck: Iterator<Act, never>, isOver: () => boolean): Promise<void> {
  for (let n = 0; !isOver(); n++) {
    if (n % 8 === 0) await hand.player.look().catch(() => undefined); // the board may fail to show
    await deck.next().value(hand);
  }
}
