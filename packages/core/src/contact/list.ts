import * as v from "valibot";
import type { Actor } from "../kit/actor.ts";
import { fromCursor, markText, mustReach, pageUrl, scope, toCursor, type Page, type PageQuery } from "../kit/cursor.ts";
import { operation } from "../kit/operation.ts";
import { searching } from "../kit/words.ts";
import { findFrame, type Frame } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { ContactEntity, ContactTagEntity, type ContactItem } from "./contact.entity.ts";
import { contactRoutes } from "./contact.schema.ts";
import { searched, type Place } from "./key.ts";
import { browse, countOn, type Found, type Shelf } from "./shelf.ts";
import { framesOfAll, readContacts, showContacts, visible } from "./shown.ts";

const Mark = v.strictObject({ at: v.pipe(markText, v.nonEmpty()), back: v.boolean() });

/** All that the actor may see, by name: what they made and what has a tag of their projects; a superuser all. */
export const list = operation(contactRoutes.list, async (actor, { query }) => {
  const frames = actor.superuser ? [] : await ownFrames(actor);
  const tags = new Set(frames.flatMap((frame) => frame.tags.map(({ id }) => id)));
  const hit = query.search === undefined ? undefined : searching(query.search);
  const here = ({ tag }: Place): boolean => tag === undefined || tags.has(tag);
  const shelves = actor.superuser ? [everybody()] : [madeBy(actor.id), ...frames.map(({ key }) => ofProject(key))];
  const [turn, count] = await Promise.all([
    turnPages(actor, "/api/tickets/contacts/", query, shelves, {
      searching: hit !== undefined,
      keep: (place) => here(place) && (!hit || place.cut || hit(place.text)),
    }),
    hit ? null : countOn(shelves, here),
  ]);
  const contacts = await readContacts(turn.places.map(({ contact }) => contact));
  const known = await framesOfAll(actor, contacts, frames);
  const seen = contacts.filter((c) => visible(actor, c, known) && (!hit || hit(searched(c))));
  return { count, ...turn.links, results: await showContacts(seen, known) };
});

const ownFrames = async (actor: Actor): Promise<Frame[]> =>
  (await Promise.all((await visibleTo(actor)).map((key) => findFrame(actor, key, false)))).filter(
    (frame) => frame !== undefined,
  );

const everybody = (): Shelf => ({ params: ContactEntity.query.ofAll({}).params(), field: "gsi14sk" });
const madeBy = (created_by: string): Shelf => ({
  params: ContactEntity.query.byCreator({ created_by }).params(),
  field: "gsi15sk",
});
const ofProject = (project: string): Shelf => ({
  params: ContactTagEntity.query.byProject({ project }).params(),
  field: "gsi15sk",
});

interface Turned {
  /** In the list's order. */
  readonly places: Place[];
  readonly links: Pick<Page<ContactItem>, "next" | "previous">;
}

/** One page of contacts by name. @throws AppError `invalid` for a bad cursor or page. */
export async function turnPages(
  actor: Actor,
  path: string,
  query: PageQuery & object,
  shelves: readonly Shelf[],
  how: { searching: boolean; keep: (place: Place) => boolean },
): Promise<Turned> {
  const size = query.page_size ?? 20;
  mustReach(query, size);
  const scopeId = scope(actor.id, path, query);
  const mark = query.cursor ? fromCursor(scopeId, query.cursor, Mark) : undefined;
  const back = mark?.back ?? false;
  const skip = ((query.page ?? 1) - 1) * size;
  const wish = { ...how, from: mark?.at, forward: !back, wanted: size + skip, byNumber: skip > 0 };
  const found = await browse(shelves, wish);
  const link = (at: string | undefined, backward: boolean): string | null =>
    at === undefined ? null : pageUrl(path, query, toCursor(scopeId, { at, back: backward }));
  const places = found.places.slice(skip);
  if (back) return { places: places.toReversed(), links: linksBack(found, mark?.at, link) };
  const previous = mark || skip > 0 ? link(places[0]?.at, true) : null;
  return { places, links: { next: link(found.end, false), previous } };
}

/** Read backwards: what comes next is where the reading began, and goes on forwards from the page's last. */
const linksBack = (
  { places, end }: Found,
  from: string | undefined,
  link: (at: string | undefined, b: boolean) => string | null,
) => ({
  next: link(places[0]?.at ?? from, false),
  previous: link(end, true),
});
