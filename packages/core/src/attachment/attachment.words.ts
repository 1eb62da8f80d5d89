import type { Examples, Fields, Words } from "../reference/words.ts";
import { aUser } from "../user/user.words.ts";
import type * as Schemas from "./attachment.schema.ts";

/** Without its beginning: the reference page names no other place. */
const bucket = "…/";

const aFile: Schemas.Attachment = {
  id: "demo-7.01kb2q4m6n8p0r2s4t6v8w0x5f",
  ticket: "DEMO-7",
  file: `${bucket}demo/7/01kb2q4m6n8p0r2s4t6v8w0x5f?X-Amz-Signature=…`,
  filename: "gears.png",
  content_type: "image/png",
  size: 48_213,
  status: "ready",
  uploaded_by: aUser,
  uploaded_at: "2026-11-22T09:30:00.000Z",
};

export const attachmentExamples: Examples<typeof Schemas> = {
  Attachment: aFile,
  CreateAttachment: {
    ticket: "DEMO-7",
    filename: aFile.filename,
    content_type: aFile.content_type,
    size: aFile.size,
  },
  CreatedAttachment: {
    ...aFile,
    file: null,
    status: "pending",
    upload: {
      url: bucket,
      method: "POST",
      fields: { key: "demo/7/01kb2q4m6n8p0r2s4t6v8w0x5f", "Content-Type": "image/png", policy: "…" },
    },
  },
};

export const attachmentFields: Fields = {
  ticket: "The ticket's id.",
  file:
    "Where to get it, for a quarter of an hour; null while pending. Shown in place if it is a PNG, JPEG, GIF, WebP or PDF, " +
    "saved under its name else. In a form, the file itself: at most 4 MiB.",
  filename: "As it was uploaded; paths stay part of the name.",
  content_type: "As RFC 9110 section 8.3.1 writes it.",
  size: "Bytes, 1 to 104,857,600.",
  status: "`pending` until the file has arrived; what doesn't arrive within a day goes.",
  uploaded_by: "Null for an account that is gone.",
  upload: "How to send the file to S3; null when it came along.",
  url: "Where to send the form.",
  method: "How to send it.",
  fields: "All of these as they are, and after them the `file`, as `multipart/form-data`, within an hour.",
};

const byUploader = "By whoever uploaded it, leads and superusers.";

export const attachmentWords: Words<typeof Schemas.attachmentRoutes> = {
  title: "Attachments",
  about: "Files on a ticket, at most 200, pending ones included.",
  path: { id: aFile.id },
  routes: {
    list: {
      summary: "A ticket's attachments, oldest first",
      refuses: { 404: "The ticket doesn't exist, or you aren't in its project." },
    },
    create: {
      summary: "Attach a file",
      about:
        "As JSON: say what will come, then send the file as `upload` says; S3 refuses another size or type.\n\n" +
        "As a form: the file comes along, up to 4 MiB, and is ready at once.\n\n" +
        "Repeated with its `Idempotency-Key`, it gives the same upload again, which is good for an hour after the first.",
      refuses: { 413: "The file is larger than 104,857,600 bytes, or than 4 MiB in a form." },
    },
    get: { summary: "One attachment", about: "Whoever has just uploaded it finds it ready." },
    remove: { summary: "Delete an attachment", about: byUploader, refuses: { 403: byUploader } },
  },
};
