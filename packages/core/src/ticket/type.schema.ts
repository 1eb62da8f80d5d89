import * as v from "valibot";

export const oneOf = <const T extends readonly (string | number)[]>(words: T) =>
  v.picklist(words, `invalid_choice|Choose one of: ${words.join(", ")}.`);

export const types = ["task", "bug", "story", "epic"] as const;
export const TicketType = oneOf(types);
export type TicketType = v.InferOutput<typeof TicketType>;
