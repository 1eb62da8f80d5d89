import * as v from "valibot";
import type { Routes } from "../kit/route.ts";

export const healthRoutes = {
  get: {
    method: "GET",
    path: "/api/health/",
    access: "public",
    answer: v.object({ status: v.literal("ok") }),
    status: 200,
  },
} as const satisfies Routes;
