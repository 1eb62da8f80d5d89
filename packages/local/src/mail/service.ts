import { awsError, awsJson, type AwsAnswer } from "../endpoint/answer.ts";
import type { Service } from "../endpoint/endpoint.ts";
import { at, text, texts, type JsonObject } from "../kit/json.ts";
import { place } from "../template/names.ts";
import type { SenderSpec } from "../template/model.ts";
import type { Mails } from "./mails.ts";

/** The bare address of `Tessera <tessera@example.com>`, which is what SES and its policies go by. */
const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;

const senderOf = (senders: readonly SenderSpec[], from: string): SenderSpec | undefined =>
  senders.find(({ name }) => name === from) ?? senders.find(({ name }) => name === from.split("@")[1]);

const known = ["FromEmailAddress", "Destination", "Content"];
const isAddress = (address: string): boolean => /^[^\s@<>]+@[^\s@<>]+$/.test(address);

function send(senders: readonly SenderSpec[], mails: Mails, input: JsonObject): AwsAnswer {
  const bad = (message: string): AwsAnswer => awsError(400, "BadRequestException", message);
  const extra = Object.keys(input).find((name) => !known.includes(name));
  if (extra !== undefined) return bad(`parameter ${extra} is not part of the local cloud`);
  const from = text(input["FromEmailAddress"]);
  const to = texts(at(input, "Destination", "ToAddresses"));
  const simple = at(input, "Content", "Simple");
  const subject = text(at(simple, "Subject", "Data"));
  const body = text(at(simple, "Body", "Text", "Data"));
  if (!isAddress(addressIn(from)) || to.length === 0 || !to.every(isAddress))
    return bad("Missing or malformed address");
  if (subject === "" || body === "") return bad("the local cloud takes simple mails with a subject and a text");
  if (!senderOf(senders, addressIn(from)))
    return awsError(400, "MessageRejected", `Email address is not verified: ${from}`);
  const { id } = mails.add({ from, to, subject, text: body, html: text(at(simple, "Body", "Html", "Data")) });
  return awsJson({ MessageId: `local-${id}` });
}

/** SES v2, as far as sending simple mails goes; every identity of the templates counts as verified. */
export function createMailService(senders: readonly SenderSpec[], mails: Mails): Service {
  return {
    unsigned: [],
    accesses(action, input, context) {
      if (action !== "SendEmail") return undefined;
      const from = addressIn(text(input["FromEmailAddress"]));
      const domain = from.split("@")[1] ?? "";
      const arn = senderOf(senders, from)?.arn ?? `arn:aws:ses:${place.region}:${place.account}:identity/${domain}`;
      return [{ action: "ses:SendEmail", resource: arn, context: { ...context, "ses:FromAddress": [from] } }];
    },
    call: async (_, input) => send(senders, mails, input),
  };
}
