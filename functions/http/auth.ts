import * as Auth from "@tessera/core/auth/auth";
import { authRoutes } from "@tessera/core/auth/auth.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(authRoutes, Auth);
