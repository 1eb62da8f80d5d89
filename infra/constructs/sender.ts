import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import { CfnOutput, RemovalPolicy } from "aws-cdk-lib/core";
import { Construct } from "constructs";

/** The address that mail comes from, and the proof that its domain is ours (docs/runbook.md, "Mail"). */
export class Sender extends Construct {
  readonly from: string;
  readonly identityArn: string;

  /** @param from an address: its whole domain becomes an identity of SES, signed by DKIM */
  constructor(scope: Construct, id: string, from: string) {
    super(scope, id);
    const [, domain = ""] = from.split("@");
    const identity = new EmailIdentity(this, "Identity", { identity: Identity.domain(domain) });
    identity.applyRemovalPolicy(RemovalPolicy.RETAIN); // a new one would have new DKIM records
    this.from = from;
    this.identityArn = identity.emailIdentityArn;
    for (const [n, { name, value }] of identity.dkimRecords.entries())
      new CfnOutput(this, `Dkim${n + 1}`, { value: `${name} CNAME ${value}` });
  }
}

/** Leave to send as this address, and as no other of the domain. */
export const sending = ({ from, identityArn }: Sender): PolicyStatement =>
  new PolicyStatement({
    actions: ["ses:SendEmail"],
    resources: [identityArn],
    conditions: { StringEquals: { "ses:FromAddress": from } },
  });
