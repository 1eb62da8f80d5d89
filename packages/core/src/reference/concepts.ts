import type { GenericSchema } from "valibot";
import * as attachmentSchemas from "../attachment/attachment.schema.ts";
import { attachmentExamples, attachmentFields, attachmentWords } from "../attachment/attachment.words.ts";
import * as authSchemas from "../auth/auth.schema.ts";
import { authExamples, authFields, authWords } from "../auth/auth.words.ts";
import * as columnSchemas from "../column/column.schema.ts";
import { columnExamples, columnFields, columnWords } from "../column/column.words.ts";
import * as commentSchemas from "../comment/comment.schema.ts";
import { commentExamples, commentFields, commentWords } from "../comment/comment.words.ts";
import * as contactSchemas from "../contact/contact.schema.ts";
import { contactExamples, contactFields, contactWords } from "../contact/contact.words.ts";
import * as eventSchemas from "../event/event.schema.ts";
import { eventExamples, eventFields } from "../event/event.words.ts";
import { healthWords } from "../health/health.words.ts";
import * as linkSchemas from "../link/link.schema.ts";
import { linkExamples, linkFields, linkWords } from "../link/link.words.ts";
import * as projectSchemas from "../project/project.schema.ts";
import { projectExamples, projectFields, projectWords } from "../project/project.words.ts";
import type { routes } from "../routes.ts";
import * as tagSchemas from "../tag/tag.schema.ts";
import { tagExamples, tagFields, tagWords } from "../tag/tag.words.ts";
import * as ticketSchemas from "../ticket/ticket.schema.ts";
import { ticketExamples, ticketFields, ticketWords } from "../ticket/ticket.words.ts";
import * as userSchemas from "../user/user.schema.ts";
import { userExamples, userFields, userWords } from "../user/user.words.ts";
import { referenceWords } from "./reference.words.ts";
import type { Fields, Words } from "./words.ts";

type Api = typeof routes;

/** The words of every resource. If this doesn't compile, a route lacks its words in `<concept>.words.ts`. */
export const words: { readonly [Resource in keyof Api]: Words<Api[Resource]> } = {
  auth: authWords,
  users: userWords,
  projects: projectWords,
  columns: columnWords,
  tags: tagWords,
  contacts: contactWords,
  tickets: ticketWords,
  comments: commentWords,
  links: linkWords,
  attachments: attachmentWords,
  health: healthWords,
  reference: referenceWords,
};

/** What properties and parameters mean wherever they are; a concept's own words come first. */
export const everywhere: Fields = {
  page_size: "Results of a page.",
  cursor: "From `next` or `previous` of the same query.",
  page: "1-based; reaches the first 1,000 results. Go on by the cursor in `next`.",
  count: "Of all pages; null where counting would cost too much.",
  next: "Where the next page is; null on the last.",
  previous: "Where the page before is; null on the first.",
  version: "Rises by one with each change of the resource itself.",
  project: "The project's key.",
  project_key: "The same as `project`.",
  id: "Opaque; matched without regard to case.",
};

interface Concept {
  /** Exports that are schemas and begin with a capital are components by that name. */
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly fields: Fields;
  readonly examples: Readonly<Record<string, unknown>>;
}

export const concepts: readonly Concept[] = [
  { schemas: authSchemas, fields: authFields, examples: authExamples },
  { schemas: userSchemas, fields: userFields, examples: userExamples },
  { schemas: projectSchemas, fields: projectFields, examples: projectExamples },
  { schemas: columnSchemas, fields: columnFields, examples: columnExamples },
  { schemas: tagSchemas, fields: tagFields, examples: tagExamples },
  { schemas: contactSchemas, fields: contactFields, examples: contactExamples },
  { schemas: ticketSchemas, fields: ticketFields, examples: ticketExamples },
  { schemas: commentSchemas, fields: commentFields, examples: commentExamples },
  { schemas: linkSchemas, fields: linkFields, examples: linkExamples },
  { schemas: attachmentSchemas, fields: attachmentFields, examples: attachmentExamples },
  { schemas: eventSchemas, fields: eventFields, examples: eventExamples },
];

/** The fields' words of a resource's queries and unnamed bodies. */
export const fieldsOf: Readonly<Partial<Record<keyof Api, Fields>>> = {
  auth: authFields,
  users: userFields,
  projects: projectFields,
  columns: columnFields,
  tags: tagFields,
  contacts: contactFields,
  tickets: ticketFields,
  comments: commentFields,
  links: linkFields,
  attachments: attachmentFields,
};

export const isSchema = (value: unknown): value is GenericSchema =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "schema";
