import type { Mail } from "@tessera/local/mail/mails";
import { expect, inject } from "vitest";

/** What was sent to an address, the newest first. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const response = await fetch(`${inject("place").control}/mails`, { headers: { "x-tessera-control": "test" } });
  const mails = (await response.json()) as Mail[]; // as Mails.all() gives them
  return mails.filter((mail) => mail.to.includes(address));
}

/** The code in the newest mail to an address. */
export async function codeTo(address: string): Promise<string> {
  const [mail] = await mailsTo(address);
  expect(mail?.text).toMatch(/^\w{5}-\w{5}$/m);
  return /^\w{5}-\w{5}$/m.exec(mail?.text ?? "")?.[0] ?? "";
}
