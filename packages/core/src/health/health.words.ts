import type { Words } from "../reference/words.ts";
import type { healthRoutes } from "./health.schema.ts";

export const healthWords: Words<typeof healthRoutes> = {
  title: "Health",
  about: "Whether the API answers at all.",
  routes: { get: { summary: "Is anybody there?", answer: { status: "ok" } } },
};
