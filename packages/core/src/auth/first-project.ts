import { Gate } from "../project/project.entity.ts";

/** Letters and digits of a name, as the beginning of a key: "Ana's project" gives ANAS. */
function stem(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .replace(/^[0-9]+/, "");
  return plain.slice(0, 6).padEnd(2, "X");
}

const letters = (n: number): string =>
  Array.from({ length: n }, () => String.fromCharCode(65 + Math.floor(Math.random() * 26))).join("");

const taken = async (key: string): Promise<boolean> => (await Gate.get({ project: key }).go()).data !== null;

/** A key that follows from a name and that nobody had a moment ago; the write is what settles it. */
export async function freeKey(name: string): Promise<string> {
  const base = stem(name);
  if (!(await taken(base))) return base;
  for (let n = 0; ; n++) {
    // Names of other scripts all begin alike: after a few tries the letters are drawn as well.
    const key = `${n < 5 ? base : letters(6)}${1 + Math.floor(Math.random() * 9999)}`;
    if (!(await taken(key))) return key;
  }
}
