/** A project's key out of its name: initials of several words, else its first letters. */
export function keyFor(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
  const words = plain.split(/[^A-Z0-9]+/).filter((word) => /^[A-Z]/.test(word));
  const key = words.length > 1 ? words.map((word) => word[0]).join("") : (words[0] ?? "");
  return key.slice(0, words.length > 1 ? 6 : 4);
}
