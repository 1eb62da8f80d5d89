import * as Reference from "@tessera/core/reference/reference";
import { referenceRoutes } from "@tessera/core/reference/reference.schema";
import { open } from "../lib/open.ts";

export const handler = open(referenceRoutes, Reference);
