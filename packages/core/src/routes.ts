import { attachmentRoutes } from "./attachment/attachment.schema.ts";
import { authRoutes } from "./auth/auth.schema.ts";
import { columnRoutes } from "./column/column.schema.ts";
import { commentRoutes } from "./comment/comment.schema.ts";
import { contactRoutes } from "./contact/contact.schema.ts";
import { healthRoutes } from "./health/health.schema.ts";
import type { Routes } from "./kit/route.ts";
import { linkRoutes } from "./link/link.schema.ts";
import { projectRoutes } from "./project/project.schema.ts";
import { referenceRoutes } from "./reference/reference.schema.ts";
import { tagRoutes } from "./tag/tag.schema.ts";
import { ticketRoutes } from "./ticket/ticket.schema.ts";
import { userRoutes } from "./user/user.schema.ts";

/** The whole API: one line per resource, which is one Lambda function, whose entry is `functions/http/<name>.ts`. */
export const routes = {
  health: healthRoutes,
  reference: referenceRoutes,
  auth: authRoutes,
  users: userRoutes,
  projects: projectRoutes,
  columns: columnRoutes,
  tags: tagRoutes,
  contacts: contactRoutes,
  attachments: attachmentRoutes,
  tickets: ticketRoutes,
  comments: commentRoutes,
  links: linkRoutes,
} as const satisfies Record<string, Routes>;
