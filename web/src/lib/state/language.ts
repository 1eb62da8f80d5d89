import { locale } from "#lib/text/words.ts";

/** The languages that the app speaks, by their own names. */
export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

/** Said anew by loading the page anew: what is drawn has its words already. `app.html` reads what is kept here. */
export function speak(language: Language): void {
  if (language === locale) return;
  localStorage.setItem("tessera.language", language);
  location.reload();
}
