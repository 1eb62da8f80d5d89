import { arn, physicalName } from "./names.ts";
import type { SenderSpec } from "./model.ts";
import { each, type Source } from "./source.ts";

/** The identities that mail may come from. */
export const readSenders = (source: Source): SenderSpec[] =>
  each(source, "AWS::SES::EmailIdentity", (resource) => ({ name: physicalName(resource), arn: arn(resource) ?? "" }));
