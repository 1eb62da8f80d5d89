import { idOf, unless, type Book, type Checks } from "./book.ts";
import { replay } from "./history.ts";

/** What happened is told event by event: versions are the number of changes told, and tickets are what these end with. */
export function* histories(book: Book): Checks {
  for (const { key, settings } of book.projects()) {
    const events = book.in("event", key);
    const updates = events.filter((e) => e.kind === "project.updated").length;
    const said = Number(settings.version);
    yield unless(said === 1 + updates, `${key} is at version ${said} after ${updates} updates`);
    const cards = new Map(book.in("card", key).map((c) => [idOf(c), c]));
    const told = Map.groupBy(
      events.filter((e) => e.ticket),
      (e) => String(e.ticket),
    );
    for (const [id, of] of told) {
      const { violations } = replay(id, of, cards.get(id));
      yield* violations.length === 0 ? [undefined] : violations;
    }
    for (const id of cards.keys()) yield unless(told.has(id), `${id} has no events`);
  }
  yield* ofOthers(book);
}

/** Comments, columns, tags and contacts: one creation, and as many updates as their version says. */
function* ofOthers(book: Book): Checks {
  const told = Map.groupBy(book.of("event"), (e) => `${String(e.kind)} ${String(e.subject)}`);
  const times = (kind: string, subject: string): number => told.get(`${kind} ${subject}`)?.length ?? 0;
  const subjects = {
    comment: (i: Readonly<Record<string, unknown>>) =>
      `${String(i.project)}-${String(i.number)}`.toLowerCase() + `.${String(i.id)}`,
    column: (i: Readonly<Record<string, unknown>>) => String(i.id),
    tag: (i: Readonly<Record<string, unknown>>) => String(i.id),
    contact: (i: Readonly<Record<string, unknown>>) => String(i.id),
  };
  for (const [kind, subjectOf] of Object.entries(subjects))
    for (const item of book.of(kind)) {
      const subject = subjectOf(item);
      const updates = times(`${kind}.updated`, subject);
      const wrong = `${kind} ${subject} is at version ${String(item.version)} after ${updates} updates`;
      yield unless(item.version === 1 + updates, wrong);
      // A project's first columns come with it.
      if (kind !== "column") yield unless(times(`${kind}.created`, subject) === 1, `${kind} ${subject} isn't told of`);
    }
}
