/** All of the app's texts in German, by the names that they have in English. */
export * from "./first.ts";
export * from "./lanes.ts";
export * from "./messages.ts";
export * from "./pages.ts";
export * from "./refusals.ts";
export * from "./settings.ts";
export * from "./small.ts";
export * from "./ticket.ts";
