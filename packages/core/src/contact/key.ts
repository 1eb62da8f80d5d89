import type { ContactItem } from "./contact.entity.ts";

/** An index key holds 1,024 bytes; what doesn't fit is cut, and the cut is marked. */
const mostBytes = 1000;
const cutMark = "…";

/** All of a contact that a search looks at. */
export const searched = ({ name, email, phone, title, department }: Partial<ContactItem>): string =>
  [name, email, phone, title, department].filter(Boolean).join(" ");

/**
 * A contact's index key: the name's first 200 code points, case-folded, the id, which parts those of one name, and
 * what a search looks at. U+0000 sorts before whatever goes on, and no text of ours holds it.
 */
export function contactKey(contact: Pick<ContactItem, "id" | "name"> & Partial<ContactItem>): string {
  const name = [...contact.name.normalize("NFKC").toLowerCase()].slice(0, 200).join("");
  const whole = Buffer.from(`${name}\0${contact.id}\0${searched({ ...contact, name: rest(contact.name) })}`);
  if (whole.length <= mostBytes) return whole.toString();
  return (
    whole
      .subarray(0, mostBytes)
      .toString()
      .replace(/\ufffd$/, "") + cutMark
  );
}

/** What of a name isn't in front of the key already. */
const rest = (name: string): string => [...name].slice(200).join("");

/** A row of an index of contacts. */
export interface Place {
  /** Name and id: where it stands. */
  readonly at: string;
  readonly contact: string;
  /** The tag by which it stands here, if that is why. */
  readonly tag: string | undefined;
  readonly text: string;
  /** There was more text than the key holds: only the contact itself can tell whether a search finds it. */
  readonly cut: boolean;
}

export function placeOf(row: Readonly<Record<string, string>>, field: string): Place {
  const key = row[field] ?? "";
  const [name = "", contact = "", text = ""] = key.split("\0");
  const tag = row.sk?.startsWith("g#") ? row.sk.slice(2) : undefined;
  return { at: `${name}\0${contact}`, contact, tag, text: `${name} ${text}`, cut: key.endsWith(cutMark) };
}
