import { pathOf, type Request, type Response } from "../gateway/message.ts";
import type { Mail, Mails } from "./mails.ts";

type Answer = (request: Request) => Promise<Response>;

const escaped = (s: string): string => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
article{border:1px solid #8886;border-radius:8px;padding:1rem;margin:1rem 0}h2{font-size:1rem;margin:0}p{margin:.25rem 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.75rem 0 0;font:inherit}iframe{width:100%;height:18rem;border:0;background:#fff}`;

/** The mail as it was written, and how it would look: in a frame that may do nothing. */
const shown = (mail: Mail): string => `<article>
<h2>${escaped(mail.subject)}</h2>
<p>to ${escaped(mail.to.join(", "))}, <time>${escaped(mail.at)}</time></p>
<pre>${escaped(mail.text)}</pre>
${mail.html && `<details><summary>As HTML</summary><iframe sandbox title="The mail as HTML" srcdoc="${escaped(mail.html)}"></iframe></details>`}
</article>`;

const page = (mails: readonly Mail[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Mail that was sent</title><style>${style}</style></head>
<body><h1>Mail that was sent</h1><p>Nothing of it has left this machine. The newest comes first; reload for more.</p>
${mails.map(shown).join("\n") || "<p>No mail yet.</p>"}
</body></html>`;

/** `/_mail/`: what has been sent, in front of the distribution. No template knows of it, so nothing deployed has it. */
export const mailbox =
  (mails: Mails, distribution: Answer): Answer =>
  async (request) => {
    if (!/^\/_mail\/?$/.test(pathOf(request))) return distribution(request);
    return {
      status: 200,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
      body: Buffer.from(page(mails.all())),
    };
  };
