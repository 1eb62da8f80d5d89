import { readCounts } from "../count/count.ts";
import { diff, record } from "../event/event.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { pageOf } from "../kit/cursor.ts";
import { conflict, invalid, notFound } from "../kit/error.ts";
import { idIn } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { changeSettings, findFrame, mustLead, stillAllowed, type ColumnItem, type Frame } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { showColumn } from "../project/shown.ts";
import { attempt, put } from "../table/transact.ts";
import { open, removeEmpty } from "./close.ts";
import { ColumnEntity } from "./column.entity.ts";
import { columnRoutes } from "./column.schema.ts";
import { moveAway } from "./empty.ts";

const mostColumns = 50;

export const list = operation(columnRoutes.list, async (actor, { query }) => {
  const keys = query.project ? [query.project] : await visibleTo(actor);
  const both = (key: string) => Promise.all([findFrame(actor, key, false), readCounts(key)]);
  const projects = await Promise.all(keys.map(both));
  if (query.project && !projects[0]?.[0]) throw notFound("project");
  const all = projects.flatMap(([frame, counts]) =>
    frame ? frame.columns.map((c) => showColumn(frame, c, counts)) : [],
  );
  return pageOf(actor.id, "/api/tickets/columns/", query, all, (c) => [
    `${c.project} ${String(c.order).padStart(2, "0")}`,
    c.id,
  ]);
});

export const get = operation(columnRoutes.get, async (actor, { params }) => {
  const { frame, column } = await open(actor, params.id);
  return showColumn(frame, column, await readCounts(frame.key, true));
});

export const create = operation(columnRoutes.create, (actor, { body }) =>
  attempt(actor, async () => {
    const [frame, counts] = await Promise.all([findFrame(actor, body.project), readCounts(body.project, true)]);
    if (!frame) throw invalid("project", "unknown", "There is no such project, or you don't belong to it.");
    mustLead(frame);
    mustBeFree(frame, body.name);
    if (frame.columns.length >= mostColumns)
      throw invalid("project", "too_many", `A project has at most ${mostColumns} columns.`);
    const at = new Date().toISOString();
    const { project: _, order, wip_limit, ...rest } = body;
    const column = {
      ...rest,
      project: frame.key,
      id: idIn(frame.key),
      version: 1,
      created_at: at,
      updated_at: at,
      ...(wip_limit !== null && { wip_limit }),
    };
    const after = { ...frame.settings, order: inserted(frame.settings.order, column.id, order) };
    const answer = showColumn({ ...frame, settings: after }, column, counts);
    await commit(
      actor,
      [
        put(ColumnEntity.put(column).params()),
        changeSettings(frame, { order: after.order }),
        stillAllowed(actor, frame, "lead"),
        record(actor, {
          kind: "column.created",
          subject: column.id,
          project: frame.key,
          at,
          changes: [{ field: "name", from: null, to: column.name }],
        }),
      ],
      { status: 201, answer },
    );
    return answer;
  }),
);

function mustBeFree(frame: Frame, name: string, but?: ColumnItem): void {
  const taken = frame.columns.some((c) => c !== but && c.name.toLowerCase() === name.toLowerCase());
  if (taken) throw conflict("column.name_taken", `There is a column called ${name} already.`, "name");
}

/** The order with a column at a position, at the end beyond it. */
const inserted = (order: readonly string[], id: string, at = Number.MAX_SAFE_INTEGER): string[] =>
  order.filter((o) => o !== id).toSpliced(at, 0, id);

export const patch = operation(columnRoutes.patch, (actor, { params, body }) =>
  attempt(actor, async () => {
    const { frame, column } = await open(actor, params.id);
    mustMatch(actor, column.version);
    mustLead(frame);
    if (body.name !== undefined) mustBeFree(frame, body.name, column);
    const { name, color, status } = body;
    const changed: ColumnItem = {
      ...column,
      ...(name !== undefined && { name }),
      ...(color && { color }),
      ...(status && { status }),
    };
    if (typeof body.wip_limit === "number") changed.wip_limit = body.wip_limit;
    if (body.wip_limit === null) delete changed.wip_limit;
    const order =
      body.order === undefined ? frame.settings.order : inserted(frame.settings.order, column.id, body.order);
    const changes = diff(column, changed, ["name", "color", "status", "wip_limit"]);
    const [from, to] = [frame.settings.order.indexOf(column.id), order.indexOf(column.id)];
    if (from !== to) changes.push({ field: "order", from, to });
    const counts = await readCounts(frame.key, true);
    if (changes.length === 0) return showColumn(frame, column, counts);

    const at = new Date().toISOString();
    const after = { ...changed, version: column.version + 1, updated_at: at };
    await commit(actor, [
      put(ColumnEntity.put(after).params()),
      changeSettings(frame, { order }),
      stillAllowed(actor, frame, "lead"),
      record(actor, { kind: "column.updated", subject: column.id, project: frame.key, at, changes }),
    ]);
    return showColumn({ ...frame, settings: { ...frame.settings, order } }, after, counts);
  }),
);

export const reorder = operation(columnRoutes.reorder, (actor, { body }) =>
  attempt(actor, async () => {
    const frame = await findFrame(actor, body.project);
    if (!frame) throw invalid("project", "unknown", "There is no such project, or you don't belong to it.");
    mustLead(frame);
    const order = body.order.toSorted((a, b) => a.order - b.order).map((o) => o.id);
    const named = new Set(order);
    const positions = new Set(body.order.map((o) => o.order));
    if (
      named.size !== order.length ||
      positions.size !== order.length ||
      order.length !== frame.columns.length ||
      !frame.columns.every((c) => named.has(c.id))
    )
      throw invalid("order", "incomplete", "Name every column of the project once, each with its own position.");
    const settings = { ...frame.settings, order };
    const counts = await readCounts(frame.key, true);
    const columns = order.flatMap((id) => frame.columns.find((c) => c.id === id) ?? []);
    const results = columns.map((c) => showColumn({ ...frame, settings }, c, counts));
    const answer = { count: results.length, next: null, previous: null, results };
    const changes = diff(frame.settings, settings, ["order"]);
    if (changes.length === 0) return answer;
    const event = record(actor, {
      kind: "columns.reordered",
      project: frame.key,
      at: new Date().toISOString(),
      changes,
    });
    await commit(actor, [changeSettings(frame, { order }), stillAllowed(actor, frame, "lead"), event], {
      status: 200,
      answer,
    });
    return answer;
  }),
);

export const remove = operation(columnRoutes.remove, async (actor, { params, query }) => {
  if (query.move_to !== undefined) return moveAway(actor, params.id, query.move_to);
  await attempt(actor, () => removeEmpty(actor, params.id, false));
  return undefined;
});
