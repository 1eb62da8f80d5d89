import * as Link from "@tessera/core/link/link";
import { linkRoutes } from "@tessera/core/link/link.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(linkRoutes, Link);
