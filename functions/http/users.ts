import * as User from "@tessera/core/user/user";
import { userRoutes } from "@tessera/core/user/user.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(userRoutes, User);
