import * as Attachment from "@tessera/core/attachment/attachment";
import { attachmentRoutes } from "@tessera/core/attachment/attachment.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(attachmentRoutes, Attachment);
