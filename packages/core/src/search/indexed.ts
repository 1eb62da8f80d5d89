import { wordsOf } from "../kit/words.ts";

/** The words of a text by which its ticket is found, at most 500 a ticket. */
export const indexed = {
  name: (text: string) => wordsOf(text, 150),
  description: (text: string) => wordsOf(text, 350),
} as const;

export type Field = keyof typeof indexed;
