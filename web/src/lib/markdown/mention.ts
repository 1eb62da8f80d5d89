import { fullName } from "#lib/text/format.ts";

interface Person {
  readonly username: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
}

/** A mention that is being typed: where its @ stands, and what follows it up to the caret. */
export interface Mention {
  readonly from: number;
  readonly typed: string;
}

const before = /^[\s([{*_>]?$/;
const name = /^[\p{L}\p{N}_.+-]{0,40}$/u;

/** An @ inside a word, as in an address, is none. */
export function mentionAt(text: string, caret: number): Mention | null {
  const from = text.lastIndexOf("@", caret - 1);
  if (from < 0 || caret < 1 || caret - from > 60) return null;
  const typed = text.slice(from + 1, caret);
  return before.test(text.slice(Math.max(0, from - 1), from)) && name.test(typed) ? { from, typed } : null;
}

/** Lines of the list: who sees that many types one more letter. */
const MOST = 6;

/** The members of whom the user name or a word of the name begins so. */
export function suggested<P extends Person>(people: readonly P[], typed: string): P[] {
  const start = typed.toLowerCase();
  const words = (person: P) => [person.username, ...person.username.split(/[_.+-]/), ...fullName(person).split(/\s+/)];
  return people.filter((person) => words(person).some((word) => word.toLowerCase().startsWith(start))).slice(0, MOST);
}
