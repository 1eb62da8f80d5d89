import * as Tag from "@tessera/core/tag/tag";
import { tagRoutes } from "@tessera/core/tag/tag.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(tagRoutes, Tag);
