import * as Project from "@tessera/core/project/project";
import { projectRoutes } from "@tessera/core/project/project.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(projectRoutes, Project);
