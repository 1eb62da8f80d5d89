import * as Reference from "@tessera/core/reference/reference";
import { referenceRoutes } from "@tessera/core/reference/reference.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(referenceRoutes, Reference);
