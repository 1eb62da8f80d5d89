import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { Attachment, CreatedAttachment } from "@tessera/core/attachment/attachment.schema";
import type { Comment } from "@tessera/core/comment/comment.schema";
import type { Column } from "@tessera/core/column/column.schema";
import type { Link } from "@tessera/core/link/link.schema";
import type { Member, Project, ProjectDetail, Board } from "@tessera/core/project/project.schema";
import type { Ticket, Card } from "@tessera/core/ticket/ticket.schema";
import type { Me } from "@tessera/core/user/user.schema";
import { call, ok, type Answer, type Method, type Sent } from "./call.ts";

export type { Attachment, Board, Card, Column, Comment, Link, Me, Member, Project, ProjectDetail, Ticket };

export interface Page<T> {
  readonly count: number | null;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: T[];
}

type Headers = Sent["headers"];

/** Somebody who asks: every call carries what identifies them. */
export interface Caller {
  get<T = unknown>(path: string, headers?: Headers): Promise<Answer<T>>;
  post<T = unknown>(path: string, body?: unknown, headers?: Headers): Promise<Answer<T>>;
  patch<T = unknown>(path: string, body?: unknown, headers?: Headers): Promise<Answer<T>>;
  delete<T = unknown>(path: string, headers?: Headers): Promise<Answer<T>>;
}

export interface Person extends Caller {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
  /** The key of their first project, which they lead. */
  readonly project: string;
  readonly token: string;
  readonly refresh: string;
}

const callerWith = (identity: Sent): Caller => {
  const send = <T>(method: Method, path: string, body: unknown, headers: Headers): Promise<Answer<T>> =>
    call<T>(method, path, { ...identity, body, headers: { ...identity.headers, ...headers } });
  return {
    get: (path, headers) => send("GET", path, undefined, headers),
    post: (path, body, headers) => send("POST", path, body, headers),
    patch: (path, body, headers) => send("PATCH", path, body, headers),
    delete: (path, headers) => send("DELETE", path, undefined, headers),
  };
};

/** Whoever holds this access token. */
export const holding = (token: string): Caller => callerWith({ token });

/** Nobody: no token at all. */
export const anybody: Caller = callerWith({});

/** The first superuser, by the development key. */
export const superuser: Caller = callerWith({
  headers: { "X-Super-Secret-Key": process.env["SUPER_SECRET_KEY"] || "dev-super-secret-key-12345" },
});

let drawn = 0;

/** A word that no other file and no other call draws, the same in every run: eight letters and digits, a letter first. */
export function aWord(): string {
  const file = createHash("sha256")
    .update(expect.getState().testPath ?? "")
    .digest("hex");
  drawn += 1;
  return `z${BigInt(`0x${file.slice(0, 8)}`)
    .toString(36)
    .padStart(7, "0")
    .slice(-4)}${drawn.toString(36).padStart(3, "0")}`;
}

export interface Registered {
  readonly message: string;
  readonly user: Me;
  readonly project: Project;
  readonly tokens: { readonly access: string; readonly refresh: string };
}

/** What registers somebody; `with` what the test says. */
export function aRegistration(wish: Record<string, unknown> = {}) {
  const word = aWord();
  return {
    username: word,
    email: `${word}@example.com`,
    password: `correct horse ${word}`,
    project_key: word.toUpperCase(),
    ...wish,
  };
}

/** Somebody new with a project of their own. */
export async function aPerson(wish: Record<string, unknown> = {}): Promise<Person> {
  const body = aRegistration(wish);
  const { user, project, tokens } = ok(await call<Registered>("POST", "auth/register/", { body }), 201);
  const { username, email, password } = body;
  return {
    ...holding(tokens.access),
    id: user.id,
    username,
    email,
    password,
    project: project.key,
    token: tokens.access,
    refresh: tokens.refresh,
  };
}

/** Somebody new who belongs to another's project; `project` is still their own first one. */
export async function aMember(
  lead: Person,
  role: "lead" | "member" = "member",
  project = lead.project,
): Promise<Person> {
  const person = await aPerson();
  ok(await lead.post(`projects/${project}/members/`, { username: person.username, role }), 201);
  return person;
}

/** A ticket of a person's own project, unless the wish says otherwise. */
export const aTicket = async (person: Person, wish: Record<string, unknown> = {}): Promise<Ticket> =>
  ok(
    await person.post<Ticket>("tickets/", {
      name: "A ticket",
      ...(!("column" in wish) && { project: person.project }),
      ...wish,
    }),
    201,
  );

/** A comment on a ticket. */
export const aComment = async (person: Caller, ticket: string, content = "A comment"): Promise<Comment> =>
  ok(await person.post<Comment>("comments/", { ticket, content }), 201);

/** A link from one ticket to another of its project. */
export const aLink = async (person: Caller, from: string, to: string, type = "blocks"): Promise<Link> =>
  ok(await person.post<Link>(`tickets/${from}/links/`, { type, ticket: to }), 201);

/** What announces a file to a ticket. */
export const aFile = (ticket: string, wish: Record<string, unknown> = {}) => ({
  ticket,
  filename: "plan.txt",
  content_type: "text/plain",
  size: 5,
  ...wish,
});

/** A pending attachment, and where its file is to go. */
export const anAttachment = async (
  person: Caller,
  ticket: string,
  wish: Record<string, unknown> = {},
): Promise<CreatedAttachment> => ok(await person.post<CreatedAttachment>("attachments/", aFile(ticket, wish)), 201);

/** One more project that a person leads. */
export const aProject = async (person: Caller, wish: Record<string, unknown> = {}): Promise<ProjectDetail> =>
  ok(await person.post<ProjectDetail>("projects/", { key: aWord().toUpperCase(), name: "A project", ...wish }), 201);

/** A project's columns from left to right: To Do, In Progress, Review, Done unless somebody changed them. */
export async function columnsOf(
  person: Caller,
  project: string,
): Promise<[Column, Column, Column, Column, ...Column[]]> {
  const { results } = ok(await person.get<Page<Column>>(`columns/?project=${project}&page_size=100`));
  return results as [Column, Column, Column, Column, ...Column[]];
}

/** The names (or what `pick` says) of a column's tickets as its board shows them. */
export async function stackOf(person: Caller, column: string): Promise<string[]> {
  const { results } = ok(await person.get<Page<Card>>(`tickets/?column=${column}&ordering=rank&page_size=100`));
  return results.map((card) => card.id);
}

/** All items of a list, by following `next` until it is null. */
export async function walk<T>(
  person: Caller,
  path: string,
  between: () => Promise<unknown> = async () => undefined,
): Promise<T[]> {
  const all: T[] = [];
  for (let next: string | null = path; next !== null;) {
    const page: Page<T> = ok(await person.get<Page<T>>(next));
    all.push(...page.results);
    next = page.next;
    await between();
  }
  return all;
}

/** Asks again until it holds, for what the contract lets lag. @throws the last failure after `within` milliseconds */
export async function eventually<T>(check: () => Promise<T>, within = 5000): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
