import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { AppError } from "../kit/error.ts";

export interface Letter {
  readonly subject: string;
  /** Paragraphs of plain text. */
  readonly paragraphs: readonly string[];
  /** What the letter is for, on a line of its own: a code. */
  readonly code?: string;
}

/** One try, within this many milliseconds: who waits for a mail asks again, and a slow one must not show (auth/forgotten.ts). */
export const patience = 1200;
const ses = new SESv2Client({ maxAttempts: 1 });

/**
 * Hands a letter to SES. That it was taken doesn't mean that it arrives.
 * @throws AppError `unavailable` when SES doesn't take it; why is logged, and told to nobody.
 */
export async function send(to: string, letter: Letter): Promise<void> {
  const part = (Data: string) => ({ Data, Charset: "UTF-8" });
  try {
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: process.env.MAIL_FROM,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: part(letter.subject),
            Body: { Text: part(asText(letter)), Html: part(asHtml(letter)) },
          },
        },
      }),
      { abortSignal: AbortSignal.timeout(patience) },
    );
  } catch (cause) {
    throw new AppError("unavailable", "mail.not_sent", "The mail could not be sent. Please try again later.", {
      retryAfter: 60,
      cause,
    });
  }
}

const asText = ({ paragraphs: [first = "", ...others], code }: Letter): string =>
  [first, ...(code ? [code] : []), ...others].join("\n\n") + "\n";

const escaped = (s: string): string => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Nothing in it is fetched from anywhere: a mail that is opened tells nobody. */
function asHtml({ subject, paragraphs: [first = "", ...others], code }: Letter): string {
  const p = (s: string): string => `<p style="margin:0 0 16px">${escaped(s)}</p>`;
  const shown = code
    ? `<p style="margin:0 0 16px;font:600 24px/1.5 ui-monospace,Consolas,monospace;letter-spacing:2px">${escaped(code)}</p>`
    : "";
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>` +
    `<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:520px">` +
    `${p(first)}${shown}${others.map(p).join("")}</div></body></html>`
  );
}
