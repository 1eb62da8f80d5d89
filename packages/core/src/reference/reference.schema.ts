import * as v from "valibot";
import type { Routes } from "../kit/route.ts";

const json: v.GenericSchema<unknown> = v.unknown();

/** The API's own description: for programs, and for people. */
export const referenceRoutes = {
  document: {
    method: "GET",
    path: "/api/openapi.json/",
    access: "public",
    answer: v.record(v.string(), json),
    status: 200,
  },
  page: {
    method: "GET",
    path: "/api/docs/",
    access: "public",
    answer: v.string(),
    type: "text/html; charset=utf-8",
    status: 200,
  },
} as const satisfies Routes;
