import type { Response } from "../gateway/message.ts";

/** A refusal by S3's own code and status (Amazon S3 API Reference, "Error responses"). */
export class S3Error extends Error {
  override name = "S3Error";
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const accessDenied = (message = "Access Denied"): S3Error => new S3Error(403, "AccessDenied", message);

const entities: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };
export const escapeXml = (text: string): string => text.replace(/[<>&"]/g, (char) => entities[char] ?? "");

export const xml = (status: number, content: string, headers: Record<string, string> = {}): Response => ({
  status,
  headers: { "content-type": "application/xml", ...headers },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${content}`),
});

export const errorAnswer = ({ status, code, message }: S3Error, requestId: string): Response =>
  xml(
    status,
    `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><RequestId>${requestId}</RequestId></Error>`,
  );
