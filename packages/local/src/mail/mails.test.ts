import { describe, expect, it } from "vitest";
import { openDurableMap } from "../kit/durable-map.ts";
import type { JsonObject } from "../kit/json.ts";
import { temporaryFolder } from "../testing/fixture.ts";
import { createMails } from "./mails.ts";
import { mailbox } from "./page.ts";
import { createMailService } from "./service.ts";

const senders = [{ name: "example.com", arn: "arn:aws:ses:eu-central-1:000000000000:identity/example.com" }];

const call = (from: string, more: JsonObject = {}): JsonObject => ({
  FromEmailAddress: from,
  Destination: { ToAddresses: ["ada@example.org"] },
  Content: {
    Simple: {
      Subject: { Data: "A <b>code</b>" },
      Body: { Text: { Data: "Hello\n\nABCDE-12345\n\nBye\n" }, Html: { Data: "<script>alert(1)</script>" } },
    },
  },
  ...more,
});

function aMailbox(file?: string) {
  const lines: string[] = [];
  const store = openDurableMap(file);
  const mails = createMails(store, (line) => lines.push(line));
  const service = createMailService(senders, mails);
  const send = (input: JsonObject) => service.call("SendEmail", input, Buffer.alloc(0));
  return { lines, store, mails, service, send };
}

describe("SES", () => {
  it("takes a mail of a sender that the templates have, and says so in one line with its code", async () => {
    const { lines, mails, send } = aMailbox();

    expect((await send(call("Tessera <t@example.com>"))).status).toBe(200);
    expect(mails.to("ada@example.org")).toMatchObject([{ subject: "A <b>code</b>", from: "Tessera <t@example.com>" }]);
    expect(lines).toEqual(['mail  ada@example.org  "A <b>code</b>"  ABCDE-12345']);
  });

  it("rejects a sender that nobody has proven, and what it doesn't understand", async () => {
    const { mails, send } = aMailbox();
    const answers = await Promise.all(
      [
        call("t@example.net"),
        call("nobody"),
        call("t@example.com", { ReplyToAddresses: ["x@example.com"] }),
        call("t@example.com", { Destination: {} }),
        call("t@example.com", { Content: { Raw: { Data: "" } } }),
      ].map(send),
    );

    expect(answers.map(({ error }) => error)).toEqual([
      "MessageRejected",
      ...Array<string>(4).fill("BadRequestException"),
    ]);
    expect(mails.all()).toEqual([]);
  });

  it("asks IAM for the identity, with the bare address that a policy may demand", () => {
    const { service } = aMailbox();

    expect(service.accesses("SendEmail", call("Tessera <t@example.com>"), {})).toEqual([
      { action: "ses:SendEmail", resource: senders[0]?.arn, context: { "ses:FromAddress": ["t@example.com"] } },
    ]);
    expect(service.accesses("CreateEmailIdentity", {}, {})).toBeUndefined();
  });

  it("keeps the newest two hundred over a restart", async () => {
    const file = `${temporaryFolder()}/mails.jsonl`;
    const first = aMailbox(file);
    for (let n = 0; n < 203; n++)
      await first.send(call("t@example.com", { Destination: { ToAddresses: [`a${n}@b.c`] } }));
    first.store.close();
    const { mails, store } = aMailbox(file);

    expect(mails.all()).toHaveLength(200);
    expect(mails.all()[0]?.to).toEqual(["a202@b.c"]);
    store.close();
  });

  it("lets no control character through to the terminal", async () => {
    const { lines, send } = aMailbox();
    const evil = { Simple: { Subject: { Data: "a\u001b[2Jb" }, Body: { Text: { Data: "x y" } } } };
    await send(call("t@example.com", { Content: evil }));

    expect(lines[0]).toBe('mail  ada@example.org  "a [2Jb"');
  });
});

describe("/_mail/", () => {
  const request = { method: "GET", headers: {}, body: Buffer.alloc(0), sourceIp: "127.0.0.1" };

  it("shows mails escaped, the newest first, under a policy that runs nothing", async () => {
    const { mails, send } = aMailbox();
    await send(call("t@example.com"));
    await send(call("t@example.com", { Destination: { ToAddresses: ["bea@example.org"] } }));
    const page = mailbox(mails, () => Promise.reject(new Error("not for the distribution")));
    const { headers, body } = await page({ ...request, url: "/_mail/" });

    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'/);
    expect(body.toString()).not.toMatch(/<b>code|<script/);
    expect(body.toString()).toMatch(/bea@example\.org[^]*ada@example\.org/);
  });

  it("is all that it takes from the distribution", async () => {
    const beyond = { status: 200, headers: {}, body: Buffer.from("the app") };
    const page = mailbox(aMailbox().mails, async () => beyond);

    for (const url of ["/", "/_mailing", "/_mail/x", "/api/_mail/"])
      expect(await page({ ...request, url })).toBe(beyond);
  });
});
