import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { Settings } from "../settings.ts";

/** Requests of one address in five minutes, above which it waits. */
const PER_ADDRESS = 3000;

const seen = (metricName: string) => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });

/**
 * The distribution's web ACL, as the setting `waf` has it: none, a given one, or ours with AWS's list of known bad addresses,
 * its list of known bad inputs, and a limit for each address. Billed by the month and by requests. CloudFront takes it from
 * us-east-1 only: `npm run deploy` looks at the region first, as the templates belong to none.
 */
export function webAcl(scope: Construct, { waf }: Settings): { webAclId?: string } {
  if (waf === "off") return {};
  if (waf !== "on") return { webAclId: waf };
  const managed = (name: string, priority: number): CfnWebACL.RuleProperty => ({
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    visibilityConfig: seen(name),
  });
  const acl = new CfnWebACL(scope, "WebAcl", {
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: seen("Tessera"),
    rules: [
      {
        name: "PerAddress",
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: { rateBasedStatement: { limit: PER_ADDRESS, aggregateKeyType: "IP" } },
        visibilityConfig: seen("PerAddress"),
      },
      managed("AWSManagedRulesAmazonIpReputationList", 1),
      managed("AWSManagedRulesKnownBadInputsRuleSet", 2),
    ],
  });
  return { webAclId: acl.attrArn };
}
