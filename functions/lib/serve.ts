import type { Routes } from "@tessera/core/kit/route";
import { door, type Operations } from "./door.ts";
import { keyed } from "./keyed.ts";

/** The handler of a resource; a POST with an `Idempotency-Key` is done once. */
export const serve = <R extends Routes>(routes: R, operations: Operations<R>) => door(routes, operations, keyed);
