import * as v from "valibot";
import {
  asBinary,
  displayKey,
  formFile,
  inJsonSchema,
  name,
  page,
  paging,
  path,
  textRule,
  timestamp,
} from "../kit/schema.ts";
import type { Routes } from "../kit/route.ts";
import { User } from "../user/user.schema.ts";

export const attachmentStates = ["pending", "ready"] as const;

/** A file on a ticket. `file` is where to get it for the next minutes, null until it has arrived. */
export const Attachment = v.object({
  id: v.string(),
  ticket: v.string(),
  file: v.nullable(v.string()),
  filename: v.string(),
  content_type: v.string(),
  /** Bytes. */
  size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  status: v.picklist(attachmentStates),
  uploaded_by: v.nullable(User),
  uploaded_at: timestamp,
});
export type Attachment = v.InferOutput<typeof Attachment>;

/**
 * How to hand the file to S3: a `multipart/form-data` request with these fields as they are, and then, last, the
 * `file`. S3 refuses another size or type, and everything after an hour.
 */
export const Upload = v.object({
  url: v.string(),
  method: v.literal("POST"),
  fields: v.record(v.string(), v.string()),
});

/** `upload` is null when the file came along. */
export const CreatedAttachment = v.object({ ...Attachment.entries, upload: v.nullable(Upload) });
export type CreatedAttachment = v.InferOutput<typeof CreatedAttachment>;

/** Paths stay part of the name; control characters would be for other headers than ours. */
const filename = v.pipe(
  name(255),
  textRule((s) => !/\p{Cc}/u.test(s), "control|Control characters are not allowed in file names.", {
    pattern: "^\\P{Cc}*$",
  }),
);

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const mediaType = new RegExp(`^${token}/${token}( *; *${token}=(${token}|"([ !#-[\\]-~]|\\\\[ -~])*"))*$`);

/** RFC 9110 section 8.3.1: `type/subtype; name=value`. Type and subtype are folded, they have no case. */
export const contentType = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(255, "too_long|Use at most 255 characters."),
  // Said shorter than it is held: what stands behind the semicolon.
  inJsonSchema(v.regex<string, string>(mediaType, "invalid|This is no content type."), {
    pattern: `^${token}/${token}( *;.*)?$`,
  }),
  v.transform((s) => s.replace(/^[^;]+/, (type) => type.trim().toLowerCase())),
);

export const CreateAttachment = v.strictObject({
  ticket: displayKey,
  filename,
  content_type: contentType,
  /** More than 104,857,600 is a 413. */
  size: v.pipe(
    v.number("invalid|Use a whole number."),
    v.integer("invalid|Use a whole number."),
    inJsonSchema(v.minValue<number, 1, string>(1, "out_of_range|An empty file can't be attached."), {
      minimum: 1,
      maximum: 104_857_600,
    }),
  ),
});

/** The file itself, of at most 4 MiB; more is a 413. A part without a content type is `application/octet-stream`. */
export const UploadAttachment = v.strictObject({
  ticket: displayKey,
  file: inJsonSchema(
    v.object(
      {
        ...formFile.entries,
        filename,
        content_type: contentType,
        bytes: v.pipe(
          formFile.entries.bytes,
          inJsonSchema(
            v.check<Uint8Array<ArrayBuffer>, string>(
              (bytes) => bytes.length > 0,
              "empty|An empty file can't be attached.",
            ),
            {},
          ),
        ),
      },
      formFile.message,
    ),
    asBinary,
  ),
});

/** Oldest first. */
export const ListAttachments = v.strictObject({ ...paging, ticket: displayKey });

export const attachmentRoutes = {
  list: {
    method: "GET",
    path: "/api/tickets/attachments/",
    access: "user",
    query: ListAttachments,
    answer: page(Attachment),
    status: 200,
  },
  create: {
    method: "POST",
    path: "/api/tickets/attachments/",
    access: "user",
    body: CreateAttachment,
    form: UploadAttachment,
    answer: CreatedAttachment,
    status: 201,
  },
  get: {
    method: "GET",
    path: "/api/tickets/attachments/{id}/",
    access: "user",
    params: path.id,
    answer: Attachment,
    status: 200,
  },
  /** By whoever uploaded it, leads and superusers. */
  remove: {
    method: "DELETE",
    path: "/api/tickets/attachments/{id}/",
    access: "user",
    params: path.id,
    answer: null,
    status: 204,
  },
} as const satisfies Routes;
