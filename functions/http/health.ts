import * as Health from "@tessera/core/health/health";
import { healthRoutes } from "@tessera/core/health/health.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(healthRoutes, Health);
