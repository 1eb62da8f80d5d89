import { indexed } from "@tessera/core/search/indexed";
import type { Item } from "../table.ts";
import { unless, type Checks } from "./book.ts";

/** What must be true of the search index when the streams are idle: a posting for each word of each ticket, and no other. */
export function* postings(items: readonly Item[]): Checks {
  const texts = new Map(items.filter((i) => i._e === "description").map((i) => [String(i.pk), String(i.text)]));
  const wanted = new Set(
    items
      .filter((i) => i._e === "card")
      .flatMap((card) => {
        const [, project = "", number = ""] = String(card.pk).split("#");
        const words = indexed.name(String(card.n)).union(indexed.description(texts.get(String(card.pk)) ?? ""));
        return [...words].map((word) => `w#${project}|${word}#${number}`);
      }),
  );
  const there = new Set(
    items.filter((i) => String(i.pk).startsWith("w#")).map((i) => `${String(i.pk)}|${String(i.sk)}`),
  );
  for (const key of wanted) yield unless(there.has(key), `${key} is not indexed`);
  for (const key of there) yield unless(wanted.has(key), `${key} is indexed, and no ticket has it`);
}
