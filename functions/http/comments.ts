import * as Comment from "@tessera/core/comment/comment";
import { commentRoutes } from "@tessera/core/comment/comment.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(commentRoutes, Comment);
