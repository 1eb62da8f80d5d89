/** The language of this page, which app.html has chosen. */
export const locale = globalThis.document?.documentElement.lang || "en";

/** Every text object that was loaded, and every translation that came before its texts, by name. */
export const texts: Record<string, object> = {};

/**
 * Texts in English, in one object; in the language that was adopted where there is one (docs/adr/0019). They are read when
 * something is drawn: a text that is kept in a constant of a module that the first page starts with stays English.
 */
// @__NO_SIDE_EFFECTS__
export const words = <T extends object>(name: string, english: T): T =>
  (texts[name] = Object.assign(english, texts[name]));
