import { texts } from "./words.ts";

/** From now on everything is said in this language: what is loaded already, and what comes. */
export function adopt(language: Readonly<Record<string, object>>): void {
  for (const name in language) texts[name] = Object.assign(texts[name] ?? {}, language[name]);
}
