/**
 * Words as a search compares them. They are cut by Unicode properties and not by `Intl.Segmenter`, whose dictionaries
 * change from version to version: what is indexed today must be found by tomorrow's runtime (docs/adr/0014).
 */

/** Letters that are written with accents; marks of other scripts are vowels, and stay. */
const accented = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}])\p{M}+/gu;

/** Case-folded in full (`ß` is `ss`, the final sigma a sigma), without accents, compatibility forms as the plain ones. */
const fold = (text: string): string =>
  text.normalize("NFKD").replace(accented, "$1").toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFC");

/** Scripts that write words without spaces between them. */
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]/u;
const pieces = new RegExp(`${unspaced.source}+|${unspaced.source.replace("[", "[^")}+`, "gu");

/** Code points of a word that count. */
const longest = 64;
const cut = (word: string): string => (word.length <= longest ? word : [...word].slice(0, longest).join(""));

/** Letters and digits of any script, each run of one kind by itself. */
const runs = (text: string): string[] =>
  (fold(text).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []).flatMap((word) => word.match(pieces) ?? []);

const pairs = (run: string): string[] => {
  const signs = [...run];
  return signs.slice(1).map((sign, i) => `${signs[i]}${sign}`);
};

/**
 * The distinct words of a text in their order, at most `most` of them: folded, of at most 64 code points; of a run
 * without spaces each pair of neighbours, and its last sign alone.
 */
export function wordsOf(text: string, most = Infinity): Set<string> {
  const words = new Set<string>();
  for (const run of runs(text))
    for (const word of unspaced.test(run) ? [...pairs(run), [...run].at(-1) ?? ""] : [cut(run)]) {
      if (words.size >= most) return words;
      words.add(word);
    }
  return words;
}

/** What a search asks for: each must begin a word. A run without spaces is asked for by its pairs. */
export const termsOf = (search: string): Set<string> =>
  new Set(runs(search).flatMap((run) => (unspaced.test(run) && [...run].length > 1 ? pairs(run) : [cut(run)])));

/** A search as a test of texts: whether each of its terms begins a word of the text. One without terms finds nothing. */
export function searching(search: string): (text: string) => boolean {
  const terms = [...termsOf(search)];
  return (text) => {
    const words = [...wordsOf(text)];
    return terms.length > 0 && terms.every((term) => words.some((word) => word.startsWith(term)));
  };
}
