import { readCounts } from "../count/count.ts";
import { readTagCounts } from "../count/tag-count.ts";
import { operation } from "../kit/operation.ts";
import { pageUrl, scope, toCursor } from "../kit/cursor.ts";
import { peopleNamed, peopleOn, showCard } from "../ticket/card.ts";
import { CardEntity } from "../ticket/ticket.entity.ts";
import { enter, type ColumnItem } from "./frame.ts";
import { projectRoutes } from "./project.schema.ts";
import { showColumn, showDetail, showMembers, showTag } from "./shown.ts";

const perColumn = 50;

/** All that a board needs to draw itself: the frame, then the first cards of each column, side by side. */
export const board = operation(projectRoutes.board, async (actor, { params }) => {
  const [frame, counts, tagged] = await Promise.all([
    enter(actor, params.key, false),
    readCounts(params.key),
    readTagCounts(params.key),
  ]);
  const made = frame.tags.flatMap((t) => t.created_by ?? []);
  // Superusers make tags, and are seldom members: their names are read beside the cards and not after them.
  const [makers, ...stacks] = await Promise.all([peopleNamed([frame], made), ...frame.columns.map(firstCards)]);
  const others = peopleOn(stacks.flat()).filter((id) => !makers.has(id));
  const people = new Map([...makers, ...(await peopleNamed([frame], others))]);
  const columns = frame.columns.map((column, i) => {
    const cards = stacks[i] ?? [];
    const shown = cards.slice(0, perColumn).map((card) => showCard(card, frame, people, actor.id));
    return {
      ...showColumn(frame, column, counts),
      tickets: shown,
      next: cards.length > perColumn ? nextOf(actor.id, column, cards[perColumn - 1]) : null,
    };
  });
  const members = showMembers(frame);
  const tags = frame.tags.map((tag) => showTag(frame, tag, tagged, people));
  return { project: showDetail(frame, counts), columns, members, tags };
});

type Ranked = { project: string; number: number; rank: string; created: string };

async function firstCards(column: ColumnItem) {
  const { data } = await CardEntity.query.board({ column: column.id }).go({ limit: perColumn + 1 });
  return data;
}

/** Goes on in the ticket list, whose cursors have this form (ticket/list.ts). */
function nextOf(caller: string, column: ColumnItem, last: Ranked | undefined): string | null {
  if (!last) return null;
  const path = "/api/tickets/tickets/";
  const query = { column: column.id, ordering: "rank", page_size: perColumn };
  const mark = { value: last.rank, project: last.project, number: last.number, created: last.created, back: false };
  return pageUrl(path, query, toCursor(scope(caller, path, query), mark));
}
