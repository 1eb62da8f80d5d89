import { inflateRawSync } from "node:zlib";
import { agrees, replay, type State } from "../../load/invariants/history.ts";
import { idOf, unless, type Book, type Checks } from "../../load/invariants/book.ts";
import { accepted, type Attempt, type Entry, type Journal } from "../../load/journal.ts";
import type { Item } from "../../load/table.ts";

type Body = Readonly<Record<string, unknown>>;

interface Told {
  readonly journal: Journal;
  /** Attachments whose files S3 has taken; others may have been given up by now. */
  readonly sent: ReadonlySet<string>;
}

/** What somebody was told is done, is done: made, changed, gone or so, unless somebody has changed it since. */
export function* acknowledged(book: Book, { journal: { entries }, sent }: Told): Checks {
  const stored = thingsOf(book);
  const doomed = new Set(entries.filter((e) => e.method === "DELETE" && e.attempts.some(mayBeDone)).map(subjectOf));
  const statesOf = histories(book);
  const mayLack = (id: string, said: Body): boolean => isDoomed(id, doomed) || (Boolean(said.upload) && !sent.has(id));
  for (const entry of entries)
    for (const attempt of entry.attempts.filter(accepted)) {
      if (entry.method === "DELETE") yield* ofDeletion(entry, stored);
      else yield* ofAnswer(attempt, stored, mayLack, statesOf);
    }
  yield* ofClaims(book, entries);
}

const mayBeDone = (a: Attempt): boolean => accepted(a) || a.status >= 500;

/** `comments/demo-1.01jd…/` → `demo-1.01jd…` */
const subjectOf = ({ path }: Pick<Entry, "path">): string => /^\w+\/([^/?]+)\/(?:\?.*)?$/.exec(path)?.[1] ?? "";

/** Bytes come as the emulator writes them. */
const textOf = (comment: Item): string => inflateRawSync(Buffer.from(String(comment.content), "base64")).toString();

/** What there is, by the id that the API gives it. */
function thingsOf(book: Book): Map<string, { readonly version?: unknown; readonly text?: unknown }> {
  const part = (i: Item): string => `${String(i.project)}-${String(i.number)}`.toLowerCase() + `.${String(i.id)}`;
  return new Map([
    ...book.of("card").map((i) => [idOf(i), { version: i.ve, text: i.n }] as const),
    ...book.of("comment").map((i) => [part(i), { version: i.version, text: textOf(i) }] as const),
    ...book.of("attachment").map((i) => [part(i), { text: i.filename }] as const),
    ...["column", "tag", "contact"].flatMap((kind) =>
      book.of(kind).map((i) => [String(i.id), { version: i.version, text: i.name }] as const),
    ),
    ...book.projects().map(({ key, settings }) => [key, { version: settings.version, text: settings.name }] as const),
    ...book.of("user").map((i) => [String(i.username), { text: i.username }] as const),
  ]);
}

/** A ticket's id is part of what lives with it, a project's of all that is in it. */
function isDoomed(id: string, doomed: ReadonlySet<string>): boolean {
  const [home = ""] = id.split(".");
  const [project = ""] = home.split("-");
  return [id, home, home.toUpperCase(), project.toUpperCase()].some((one) => doomed.has(one));
}

function* ofDeletion(entry: Entry, stored: ReadonlyMap<string, unknown>): Checks {
  const id = subjectOf(entry);
  if (id) yield unless(!stored.has(id), `${entry.path} was deleted, and is there`);
}

type StatesOf = (id: string) => readonly (State | undefined)[];

function histories(book: Book): StatesOf {
  const told = Map.groupBy(
    book.of("event").filter((e) => e.ticket),
    (e) => String(e.ticket),
  );
  const cards = new Map(book.of("card").map((c) => [idOf(c), c]));
  const known = new Map([...told].map(([id, events]) => [id, replay(id, events, cards.get(id)).states]));
  return (id) => known.get(id) ?? [];
}

function* ofAnswer(
  { body, request }: Attempt,
  stored: ReturnType<typeof thingsOf>,
  mayLack: (id: string, said: Body) => boolean,
  statesOf: StatesOf,
): Checks {
  for (const said of bodiesIn(body)) {
    const id = String(said.key ?? said.id ?? said.username);
    const version = Number(said.version);
    const isTicket = /^[A-Z][A-Z0-9]*-\d+$/.test(id);
    const state = statesOf(id)[version];
    if (isTicket && said.column)
      yield unless(
        state !== undefined && agrees(state, said),
        `${request}: its history doesn't tell of version ${version}`,
      );
    const here = stored.get(id);
    if (!here) {
      yield unless(mayLack(id, said), `${request} was acknowledged, and ${id} isn't there`);
      continue;
    }
    if (here.version === undefined || Number.isNaN(version)) continue;
    const text = said.name ?? said.content;
    const right = Number(here.version) > version || (here.version === version && here.text === text);
    const line = `${request}: ${id} is ${JSON.stringify(here)}`;
    yield unless(right, `${line}, not ${JSON.stringify({ version, text })}`);
  }
}

/** The things that an answer tells of: one, those of a bulk change, or who has registered. */
function bodiesIn(body: unknown): Body[] {
  const { results, user, id, key, ...rest } = (body ?? {}) as Body & {
    results?: { ok?: boolean; ticket?: Body }[];
    user?: Body;
  };
  if (results) return results.flatMap(({ ok, ticket }) => (ok && ticket ? [ticket] : []));
  if (user && "tokens" in rest) return [{ username: user.username }];
  return (id ?? key) && ("version" in rest || "filename" in rest) ? [body as Body] : [];
}

/** What one writer at a time has decided is as the last one to be told so left it. */
function* ofClaims(book: Book, entries: readonly Entry[]): Checks {
  const last = new Map<string, { value: string; nth: number }>();
  for (const { says, method, attempts } of entries) {
    // What was taken away isn't there for who asks again, having heard nothing.
    const isDone = (a: Attempt): boolean =>
      accepted(a) || (method === "DELETE" && a.status === 404 && attempts.some(mayBeDone));
    const nth = attempts.findLast(isDone)?.nth;
    if (says && nth !== undefined && nth > (last.get(says.of)?.nth ?? 0)) last.set(says.of, { value: says.value, nth });
  }
  const stored = said(book);
  const tags = new Set(book.of("tag").map((t) => String(t.id)));
  for (const [of, { value }] of last) {
    const [kind = "", subject = ""] = of.split(" ");
    if (["team", "place"].includes(kind) && !tags.has(subject)) continue; // it went with its tag
    yield unless((stored.get(of) ?? "gone") === value, `${of} is ${stored.get(of) ?? "gone"}, not ${value}`);
  }
  for (const user of book.of("user")) {
    const copies = book.of("member").filter((m) => m.user === user.id);
    for (const copy of copies)
      yield unless(
        copy.first_name === user.first_name,
        `${String(copy.pk)} calls ${String(user.username)} ${String(copy.first_name)}`,
      );
  }
}

const said = (book: Book): Map<string, string> =>
  new Map([
    ...book
      .of("member")
      .map((m) => [`seat ${String(m.pk).slice(2).toUpperCase()} ${String(m.user)}`, String(m.role)] as const),
    ...book.of("user").map((u) => [`name ${String(u.id)}`, String(u.first_name)] as const),
    ...book.of("team").map((t) => [`team ${String(t.tag)} ${String(t.user)}`, "there"] as const),
    ...book.of("contacttag").map((c) => [`place ${String(c.tag)} ${String(c.pk).slice(2)}`, "there"] as const),
  ]);
