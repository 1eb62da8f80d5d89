import { text, texts } from "../kit/json.ts";
import type { DurableMap } from "../kit/durable-map.ts";

export interface Mail {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Every mail that functions have sent: none leaves this machine. */
export interface Mails {
  /** The newest first. */
  all(): Mail[];
  /** Those to one address, the newest first. */
  to(address: string): Mail[];
  add(mail: Omit<Mail, "id" | "at">): Mail;
}

/** So many are kept. */
const most = 200;

/** What a mail is for: the line of its text that is a code in capitals, or a link. */
const gist = (mail: Mail): string => /^(?:[A-Z0-9-]{6,}|https?:\S+)$/m.exec(mail.text)?.[0] ?? "";

/** No control character of a subject or an address may get at a terminal. */
const plain = (line: string): string => line.replace(/\p{Cc}/gu, " ");

const serial = (n: number): string => String(n).padStart(9, "0");

/** @param told of each mail in one line */
export function createMails(store: DurableMap, told: (line: string) => void): Mails {
  const mails: Mail[] = [...store.entries()].map(([id, mail]) => ({
    id,
    at: text(mail["at"]),
    from: text(mail["from"]),
    to: texts(mail["to"]),
    subject: text(mail["subject"]),
    text: text(mail["text"]),
    html: text(mail["html"]),
  }));
  const forget = (): void => {
    const oldest = mails.shift();
    if (oldest) store.set(oldest.id, undefined);
  };
  return {
    all: () => mails.toReversed(),
    to: (address) => mails.filter((mail) => mail.to.includes(address)).toReversed(),
    add(given) {
      const mail = { ...given, id: serial(Number(mails.at(-1)?.id ?? 0) + 1), at: new Date().toISOString() };
      const { id, ...content } = mail;
      store.set(id, { ...content, to: [...content.to] });
      mails.push(mail);
      if (mails.length > most) forget();
      told(plain(["mail", mail.to.join(", "), `"${mail.subject}"`, gist(mail)].join("  ").trimEnd()));
      return mail;
    },
  };
}
