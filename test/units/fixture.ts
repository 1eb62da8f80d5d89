import { startCloud, type Cloud } from "@tessera/local/cloud";
import { account, seed } from "../bench/seed.ts";

/** What requests are measured on: a project of so many tickets, and somebody who has nine more of ten tickets each. */

export const sizes = [100, 1000] as const;
export type Size = (typeof sizes)[number];

export type Body = Readonly<Record<string, unknown>>;

/** Somebody who asks; @throws Error for an answer that is no success. */
export type Ask = <T = Record<string, never>>(method: string, path: string, body?: Body) => Promise<T>;

export interface World {
  readonly cloud: Cloud;
  /** Leads the project. */
  readonly lead: Ask;
  /** Belongs to ten projects, and to nothing else. */
  readonly ten: Ask;
  readonly superuser: Ask;
  /** The lead's. */
  readonly token: string;
  readonly project: string;
  /** The lead's id, who has made all tickets and is assigned to three quarters. */
  readonly me: string;
  /** Another member. */
  readonly other: string;
  /** To Do first. */
  readonly columns: readonly string[];
  readonly tags: readonly string[];
  /** Five tickets of the project have this word, whatever its size. */
  readonly rare: string;
  /** A ticket with description, 20 comments of 1 KB, two links and a file. */
  readonly rich: string;
  /** A new ticket, `wish` included. */
  readonly ticket: (wish?: Body) => Promise<string>;
}

const rare = "zanzibar";

/** Prose as people write it, which deflates by half; a repeated sentence would cheat. */
export const prose =
  "We looked at this on Tuesday with the people from support: what happens is that the export begins before the last " +
  "page has been counted, so the bar jumps from ninety to a hundred and stays there for half a minute. Nobody trusts " +
  "it any more. My suggestion is to count first, which takes two queries, and to say honestly how many rows are left. " +
  "Should that be too slow for the largest customers (Weber has four million rows), we could show the number alone and " +
  "leave the bar out. I have tried both on my branch; screenshots are attached. The colours are placeholders, please " +
  "ignore them. One more thing: cancelling doesn't work while the first chunk is being written, because the button is " +
  "disabled too early. That deserves a ticket of its own, I think, and somebody who knows the old worker. Until then a " +
  "note in the manual would help, since three people have asked this week. What do you think, can it go into the next " +
  "release, or do we wait until the new queue is there? I would rather not do the work twice, to be quite honest.";

const asking =
  (url: string, headers: Readonly<Record<string, string>>): Ask =>
  async <T>(method: string, path: string, body?: Body) => {
    const response = await fetch(path.startsWith("/") ? url + path : `${url}/api/tickets/${path}`, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const content = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${content}`);
    return (content === "" ? {} : JSON.parse(content)) as T;
  };

interface Session {
  readonly user: { readonly id: string };
  readonly tokens: { readonly access: string };
}

async function register(url: string, username: string, project: string): Promise<{ id: string; ask: Ask }> {
  const anybody = asking(url, {});
  const person = { username, password: account.password, email: `${username}@example.com` };
  const { user, tokens } = await anybody<Session>("POST", "auth/register/", { ...person, project_key: project });
  return { id: user.id, ask: asking(url, { authorization: `Bearer ${tokens.access}` }) };
}

const superuserKey = process.env["SUPER_SECRET_KEY"] || "dev-super-secret-key-12345";

export const startProduct = (data: string): Promise<Cloud> =>
  startCloud({ assembly: "cdk.out", data, inMemory: true, throttle: false });

type People = Pick<World, "lead" | "superuser" | "me" | "token">;

/** Fills a running product; names are as long for every size. */
export async function worlds(cloud: Cloud): Promise<Record<Size, World>> {
  const people = await peopleOf(cloud);
  const [small, large] = [await world(cloud, people, 100, "A"), await world(cloud, people, 1000, "B")];
  await cloud.stream.idle(300_000);
  return { 100: small, 1000: large };
}

/** Fills a running product with the smaller project alone. */
export async function smallWorld(cloud: Cloud): Promise<World> {
  const small = await world(cloud, await peopleOf(cloud), 100, "A");
  await cloud.stream.idle(300_000);
  return small;
}

async function peopleOf(cloud: Cloud): Promise<People> {
  await seed(cloud, { tickets: 1, project: "OWNER" });
  const { tokens, user } = await asking(cloud.url, {})<Session>("POST", "auth/login/", account);
  const lead = asking(cloud.url, { authorization: `Bearer ${tokens.access}` });
  const superuser = asking(cloud.url, { "x-super-secret-key": superuserKey });
  await superuser("GET", "auth/me/");
  return { lead, superuser, me: user.id, token: tokens.access };
}

async function world(cloud: Cloud, people: People, size: Size, letter: string): Promise<World> {
  const { lead, superuser } = people;
  const project = `UNITS${letter}`;
  const ten = await nineProjects(cloud, lead, letter);
  const team = await Promise.all(["anna", "bert", "carl"].map((name) => newcomer(cloud, `${name}-${letter}`)));
  await lead("POST", "projects/", { key: project, name: "Units", member_usernames: [...team, `many-${letter}`] });
  await lead("POST", "columns/", { project, name: "Blocked", status: "in_progress" });
  await seed(cloud, { tickets: size, project, bare: true });
  const columns = await lead<{ results: { id: string }[] }>("GET", `columns/?project=${project}`);
  const members = await lead<{ results: { id: string }[] }>("GET", `users/?project=${project}`);
  const tags: string[] = [];
  for (const name of ["Frontend", "Backend"])
    tags.push((await superuser<{ id: string }>("POST", "tags/", { project, name })).id);
  const ticket = async (wish: Body = {}): Promise<string> =>
    (await lead<{ id: string }>("POST", "tickets/", { project, name: aName, ...wish })).id;
  for (let n = 0; n < 5; n++) await ticket({ name: `${rare} number ${n}`, tag_names: n < 2 ? ["Frontend"] : [] });
  return {
    ...{
      cloud,
      ...people,
      ten,
      project,
      rare,
      ticket,
      other: members.results.find(({ id }) => id !== people.me)?.id ?? "",
    },
    columns: columns.results.map(({ id }) => id),
    tags,
    rich: await richTicket(lead, ticket),
  };
}

/** As long as the names that people give. */
export const aName = "Give the export a progress bar that tells the truth";

async function newcomer(cloud: Cloud, username: string): Promise<string> {
  await register(cloud.url, username, username.replace("-", "").toUpperCase());
  return username;
}

/** Nine small projects and their one member beside the lead; the tenth is the one that is measured. */
async function nineProjects(cloud: Cloud, lead: Ask, letter: string): Promise<Ask> {
  const username = `many-${letter}`;
  const { ask } = await register(cloud.url, username, `MANY0${letter}`);
  await ask("POST", `projects/MANY0${letter}/members/`, { username: account.username, role: "lead" });
  for (let n = 1; n < 9; n++)
    await lead("POST", "projects/", { key: `MANY${n}${letter}`, name: "One of many", member_usernames: [username] });
  for (let n = 0; n < 9; n++) await seed(cloud, { tickets: 10, project: `MANY${n}${letter}`, bare: true });
  return ask;
}

async function richTicket(lead: Ask, ticket: World["ticket"]): Promise<string> {
  const id = await ticket({ description: prose });
  for (let n = 0; n < 2; n++) await lead("POST", `tickets/${id}/links/`, { type: "blocks", ticket: await ticket() });
  for (let n = 0; n < 20; n++) await lead("POST", "comments/", { ticket: id, content: prose.slice(0, 1024) });
  await lead("POST", "attachments/", {
    ...{ ticket: id, filename: "plan.txt", content_type: "text/plain", size: 5 },
  });
  return id;
}
