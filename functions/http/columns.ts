import * as Column from "@tessera/core/column/column";
import { columnRoutes } from "@tessera/core/column/column.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(columnRoutes, Column);
