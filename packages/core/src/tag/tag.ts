import { readTagged } from "../count/count.ts";
import { closeTagCount, openTagCount, readTagCounts } from "../count/tag-count.ts";
import { diff, record } from "../event/event.ts";
import { order } from "../job/job.ts";
import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { pageOf } from "../kit/cursor.ts";
import { conflict, forbidden, invalid, notFound } from "../kit/error.ts";
import { idIn, newId, projectOf } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { searching } from "../kit/words.ts";
import { changeSettings, findFrame, stillAllowed, type Frame, type TagItem } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { noCounts, showTag } from "../project/shown.ts";
import { attempt, put, remove as removal } from "../table/transact.ts";
import { peopleNamed } from "../ticket/card.ts";
import { TagEntity } from "./tag.entity.ts";
import { tagRoutes, type Tag } from "./tag.schema.ts";

export { addContact, contacts, removeContact } from "./contacts.ts";
export { addUser, removeUser, team } from "./team.ts";

const mostTags = 500;

/** The tag and its project as the actor may see them. @throws AppError `not_found`. */
export async function openTag(actor: Actor, id: string): Promise<{ frame: Frame; tag: TagItem }> {
  const project = projectOf(id);
  const frame = project && (await findFrame(actor, project));
  const tag = frame && frame.tags.find((t) => t.id === id);
  if (!frame || !tag) throw notFound("tag");
  return { frame, tag };
}

export function mustManageTags(actor: Actor): void {
  if (!actor.superuser) throw forbidden("tag.superuser_only", "Only superusers make and change tags.");
}

/** The tag with how many tickets have it now. */
async function show(frame: Frame, tag: TagItem): Promise<Tag> {
  const [n, people] = await Promise.all([
    readTagged(frame.key, tag.id, true),
    peopleNamed([frame], tag.created_by ? [tag.created_by] : []),
  ]);
  return showTag(frame, tag, { ...noCounts, of: () => n }, people);
}

export const list = operation(tagRoutes.list, async (actor, { query }) => {
  const keys = query.project ? [query.project] : await visibleTo(actor);
  const found = await Promise.all(keys.map((key) => findFrame(actor, key, false)));
  if (query.project && !found[0]) throw notFound("project");
  const frames = found.filter((frame) => frame !== undefined);
  const hit = query.search === undefined ? () => true : searching(query.search);
  const all = frames.flatMap((frame) =>
    frame.tags.filter((t) => hit(t.name)).map((tag) => ({ frame, tag, at: placeOf(tag) })),
  );
  const page = pageOf(
    actor.id,
    "/api/tickets/tags/",
    query,
    all.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    ({ at, tag }) => [at, tag.id],
  );
  const shown = new Map([...new Set(page.results.map((t) => t.frame))].map((frame) => [frame.key, frame]));
  const [counts, people] = await Promise.all([
    Promise.all([...shown.keys()].map(async (key) => [key, await readTagCounts(key)] as const)),
    peopleNamed(
      frames,
      page.results.flatMap(({ tag }) => tag.created_by ?? []),
    ),
  ]);
  const tagged = new Map(counts);
  return {
    ...page,
    results: page.results.map(({ frame, tag }) => showTag(frame, tag, tagged.get(frame.key) ?? noCounts, people)),
  };
});

/** By project, then by name; the id parts what folds to the same. */
const placeOf = ({ project, name, id }: TagItem): string => `${project} ${name.toLowerCase()} ${id}`;

export const get = operation(tagRoutes.get, async (actor, { params }) => {
  const { frame, tag } = await openTag(actor, params.id);
  return show(frame, tag);
});

export const create = operation(tagRoutes.create, (actor, { body }) =>
  attempt(actor, async () => {
    const frame = await findFrame(actor, body.project);
    if (!frame) throw invalid("project", "unknown", "There is no such project, or you don't belong to it.");
    mustManageTags(actor);
    mustBeFree(frame, body.name);
    if (frame.tags.length >= mostTags) throw invalid("project", "too_many", `A project has at most ${mostTags} tags.`);
    const at = new Date().toISOString();
    const { name, color, description } = body;
    const tag = {
      name,
      color,
      ...(description !== null && { description }),
      project: frame.key,
      id: idIn(frame.key),
      contacts_count: 0,
      created_by: actor.id,
      version: 1,
      created_at: at,
      updated_at: at,
    };
    const answer = showTag(frame, tag, noCounts, await peopleNamed([frame], [actor.id]));
    const changes = [{ field: "name", from: null, to: name }];
    const writes = [
      put(TagEntity.put(tag).params()),
      openTagCount(frame.key, tag.id),
      changeSettings(frame, {}),
      stillAllowed(actor, frame),
      record(actor, { kind: "tag.created", subject: tag.id, project: frame.key, at, changes }),
    ];
    await commit(actor, writes, { status: 201, answer });
    return answer;
  }),
);

function mustBeFree(frame: Frame, name: string, but?: TagItem): void {
  const taken = frame.tags.some((t) => t !== but && t.name.toLowerCase() === name.toLowerCase());
  if (taken) throw conflict("tag.name_taken", `There is a tag called ${name} already.`, "name");
}

export const patch = operation(tagRoutes.patch, (actor, { params, body }) =>
  attempt(actor, async () => {
    const { frame, tag } = await openTag(actor, params.id);
    mustManageTags(actor);
    mustMatch(actor, tag.version);
    if (body.name !== undefined) mustBeFree(frame, body.name, tag);
    const { description: old, ...others } = tag;
    const { name = tag.name, color = tag.color, description = old } = body;
    const wanted = { ...others, name, color, ...(typeof description === "string" && { description }) };
    const changes = diff<TagItem>(tag, wanted, ["name", "color", "description"]);
    if (changes.length === 0) return show(frame, tag);
    const at = new Date().toISOString();
    const after = { ...wanted, version: tag.version + 1, updated_at: at };
    const answer = await show(frame, after);
    await commit(actor, [
      save(after, tag),
      changeSettings(frame, {}),
      stillAllowed(actor, frame),
      record(actor, { kind: "tag.updated", subject: tag.id, project: frame.key, at, changes }),
    ]);
    return answer;
  }),
);

/** Whole, provided that contacts haven't come or gone meanwhile: they are counted on the tag itself. */
const save = (after: TagItem, { contacts_count, version }: TagItem) =>
  put(
    TagEntity.put(after)
      .where((a, o) => `${o.eq(a.version, version)} AND ${o.eq(a.contacts_count, contacts_count)}`)
      .params(),
    () => "again",
  );

/**
 * The tag is gone at once: names come from the project's frame, and its counter from there on keeps it off tickets.
 * Its traces on tickets and contacts and its team nobody sees any more; a job takes them away (`clear.ts`).
 */
export const remove = operation(tagRoutes.remove, (actor, { params }) =>
  attempt(actor, async () => {
    const { frame, tag } = await openTag(actor, params.id);
    mustManageTags(actor);
    mustMatch(actor, tag.version);
    const gone = TagEntity.delete({ project: frame.key, id: tag.id })
      .where((a, o) => o.eq(a.version, tag.version))
      .params();
    const causedBy = newId();
    await commit(actor, [
      removal(gone, () => "again"),
      closeTagCount(frame.key, tag.id),
      changeSettings(frame, {}),
      stillAllowed(actor, frame),
      order(actor, { kind: "tag.clear", project: frame.key, subject: tag.id, causedBy }),
      record(actor, {
        id: causedBy,
        kind: "tag.deleted",
        subject: tag.id,
        project: frame.key,
        at: new Date().toISOString(),
        changes: [{ field: "name", from: tag.name, to: null }],
      }),
    ]);
    return undefined;
  }),
);
