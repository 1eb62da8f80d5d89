import { operation } from "../kit/operation.ts";
import { healthRoutes } from "./health.schema.ts";

/** That the door is open. It asks nobody else, so that it tells of this function alone. */
export const get = operation(healthRoutes.get, async () => ({ status: "ok" as const }));
