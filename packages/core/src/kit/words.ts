/**
 * What a search compares: without regard to case, and to accents and other marks on letters. "Müller" is found by
 * "mull"; `ß`, `ø` and their like are letters of their own.
 */
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFC");

const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Scripts that write words without spaces between them. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** A search as a test of texts: whether each of its words begins a word of the text. One without words finds nothing. */
export function searching(search: string): (text: string) => boolean {
  const wanted = [...new Set(wordsOf(search))];
  return (text) => {
    const words = wordsOf(text);
    return (
      wanted.length > 0 &&
      wanted.every((w) => words.some((word) => word.startsWith(w) || (unspaced.test(w) && word.includes(w))))
    );
  };
}
