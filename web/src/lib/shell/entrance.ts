/** What signing in needs beyond its form. */
export { session } from "#lib/api/session.svelte.ts";
export { fieldTexts, sentence } from "#lib/text/sentence.ts";
