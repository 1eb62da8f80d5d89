import { readQuery, writeQuery, type Query } from "#lib/tickets/query.ts";
import { viewNames, type ViewName } from "#lib/tickets/asking.svelte.ts";
import { preferences } from "./preferences.svelte.ts";

/** A question that somebody asks often, under a name of theirs. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: Query;
  readonly view: ViewName;
}

const KEY = "views";

/** As they are kept: the query as an address has it. */
function read(value: unknown): SavedView[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((one) => {
    if (typeof one !== "object" || one === null) return [];
    const { id, name, query, view } = one as Readonly<Record<string, unknown>>;
    if (typeof id !== "string" || typeof name !== "string" || typeof query !== "string") return [];
    const shown = viewNames.find((known) => known === view) ?? "list";
    return [{ id, name, query: readQuery(new URLSearchParams(query)), view: shown }];
  });
}

/** What is kept, changed: a view that another tab has saved meanwhile stays. */
const change = (make: (views: SavedView[]) => SavedView[]): Promise<boolean> =>
  preferences.change(KEY, (value) =>
    make(read(value)).map(({ query, ...view }) => ({ ...view, query: writeQuery(query).toString() })),
  );

export const savedViews = (): SavedView[] => preferences.get(KEY, read);

/** The new view's id, or undefined when it wasn't kept. */
export async function saveView(view: Omit<SavedView, "id">): Promise<string | undefined> {
  const id = `v${crypto.randomUUID().slice(0, 8)}`;
  return (await change((views) => [...views, { ...view, id }])) ? id : undefined;
}

export const removeView = (id: string): Promise<boolean> => change((views) => views.filter((view) => view.id !== id));
