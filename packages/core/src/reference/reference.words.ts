import type { Words } from "./words.ts";
import type { referenceRoutes } from "./reference.schema.ts";

export const referenceWords: Words<typeof referenceRoutes> = {
  title: "Reference",
  about: "What you are reading.",
  routes: {
    document: {
      summary: "This description, for programs",
      about: "OpenAPI 3.1. It is generated from the schemas that validate every request.",
      answer: { openapi: "3.1.1", info: { title: "Tessera API", version: "1.0.0" }, paths: {} },
    },
    page: { summary: "This description, for people", about: "A page without scripts.", answer: "<!doctype html>…" },
  },
};
