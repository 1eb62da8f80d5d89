import fc from "fast-check";

/**
 * What somebody is about to do, in terms of what they see: numbers pick a ticket or column of their board, whatever is
 * on it by then. So a plan is made from the seed alone, before anything runs.
 */
export type Intent =
  | {
      readonly do: "create";
      readonly column: number;
      readonly assign: boolean;
      readonly due: boolean;
      readonly place: Place;
      readonly beside: number;
    }
  | {
      readonly do: "move";
      readonly ticket: number;
      readonly column: number;
      readonly place: Place;
      readonly beside: number;
    }
  | { readonly do: "status"; readonly ticket: number; readonly status: string }
  | { readonly do: "edit"; readonly ticket: number; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly do: "assign"; readonly ticket: number; readonly people: readonly number[] }
  | { readonly do: "parent"; readonly ticket: number; readonly parent: number | null }
  | { readonly do: "delete"; readonly ticket: number }
  | { readonly do: "comment"; readonly ticket: number }
  | { readonly do: "follow"; readonly ticket: number; readonly following: boolean }
  | { readonly do: "reorder"; readonly from: number; readonly to: number }
  | { readonly do: "shift column"; readonly column: number; readonly order: number }
  | { readonly do: "rename column"; readonly column: number }
  | { readonly do: "add column"; readonly status: string; readonly order: number }
  | { readonly do: "drop column"; readonly column: number; readonly to: number };

export type Place = "end" | "before" | "after" | "between";

const pick = fc.nat(9999);
const place = fc.constantFrom<Place>("end", "before", "after", "between");
const status = fc.constantFrom("new", "in_progress", "review", "done");
const fields = fc.oneof(
  fc.record({ name: fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }).filter((s) => s.trim() !== "") }),
  fc.record({ type: fc.constantFrom("task", "bug", "story") }),
  fc.record({ priority_id: fc.constantFrom(1, 2, 3, 4), due_date: fc.constantFrom(null, "2026-12-24", "2027-01-02") }),
  fc.record({ description: fc.constantFrom(null, "One.", "Another."), importance: fc.constantFrom("low", "critical") }),
);

const intent: fc.Arbitrary<Intent> = fc.oneof(
  {
    weight: 52,
    arbitrary: fc.record({ do: fc.constant("move" as const), ticket: pick, column: pick, place, beside: pick }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant("create" as const),
      column: pick,
      assign: fc.boolean(),
      due: fc.boolean(),
      place,
      beside: pick,
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("delete" as const), ticket: pick }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("comment" as const), ticket: pick }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("status" as const), ticket: pick, status }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("edit" as const), ticket: pick, fields }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("assign" as const),
      ticket: pick,
      people: fc.uniqueArray(fc.nat(7), { maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("parent" as const), ticket: pick, parent: fc.option(pick, { nil: null }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("follow" as const), ticket: pick, following: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("reorder" as const), from: pick, to: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("shift column" as const), column: pick, order: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rename column" as const), column: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("add column" as const), status, order: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drop column" as const), column: pick, to: pick }) },
);

/** So many intents, always the same ones for a seed. */
export const plan = (seed: number, length: number): Intent[] => fc.sample(intent, { seed, numRuns: length });
