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

const taken = async (key: string): Promise<boolean> => (await Gate.get({ project: key }).go()).data !== null;

/** A key that follows from a name and that nobody had a moment ago; the write is what settles it. */
export async function freeKey(name: string): Promise<string> {
  const base = stem(name);
  if (!(await taken(base))) return base;
  for (;;) {
    const key = `${base.slice(0, 6)}${1 + Math.floor(Math.random() * 9999)}`;
    if (!(await taken(key))) return key;
  }
}
