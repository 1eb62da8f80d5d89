/** The language of this page, which app.html has chosen. */
export const locale = (typeof document !== "undefined" && document.documentElement.lang) || "en";

/** Every text object that was loaded, by its name. */
const loaded: Record<string, object> = {};
let chosen: Readonly<Record<string, object>> = {};

/**
 * Texts in English, in one object; in the language that was adopted where there is one (docs/adr/0019). They are read when
 * something is drawn: a text that is kept in a constant of a module that the first page starts with stays English.
 */
// @__NO_SIDE_EFFECTS__
export const words = <T extends object>(name: string, english: T): T =>
  (loaded[name] = Object.assign(english, chosen[name]));

/** From now on everything is said in this language: what is loaded already, and what comes. */
export function adopt(language: Readonly<Record<string, object>>): void {
  chosen = language;
  for (const name in loaded) Object.assign(loaded[name] ?? {}, chosen[name]);
}
