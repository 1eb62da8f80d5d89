import * as Health from "@tessera/core/health/health";
import { healthRoutes } from "@tessera/core/health/health.schema";
import { open } from "../lib/open.ts";

export const handler = open(healthRoutes, Health);
