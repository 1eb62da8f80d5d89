import * as Contact from "@tessera/core/contact/contact";
import { contactRoutes } from "@tessera/core/contact/contact.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(contactRoutes, Contact);
