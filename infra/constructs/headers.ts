import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { ResponseSecurityHeadersBehavior } from "aws-cdk-lib/aws-cloudfront";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Duration } from "aws-cdk-lib/core";
import type { Construct } from "constructs";

/** The response headers that the edge adds: one policy per kind of answer, the security headers said once. */

/**
 * What the build's own `<meta>` policy leaves to this one. Both apply, so each directive stands in one of them only:
 * scripts and styles there, since it knows the hash of the start script; here, where the bucket's address is known,
 * everything else. A `default-src` in either would forbid what the other allows.
 */
function pagePolicy(attachments: Bucket): string {
  const files = `https://${attachments.bucketRegionalDomainName}`;
  return [
    `connect-src 'self' ${files}`,
    `img-src 'self' data: blob: ${files}`,
    "font-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}

const security = (contentSecurityPolicy: string, override = true): ResponseSecurityHeadersBehavior => ({
  contentSecurityPolicy: { contentSecurityPolicy, override },
  contentTypeOptions: { override: true },
  frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
  strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
});

const header = (name: string, value: string) => ({ header: name, value, override: true });

const permissions = header(
  "permissions-policy",
  "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
);

/** Pages and everything else whose name stays the same from one release to the next. */
export const pageHeaders = (scope: Construct, attachments: Bucket): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, "PageHeaders", {
    securityHeadersBehavior: security(pagePolicy(attachments)),
    customHeadersBehavior: { customHeaders: [permissions, header("cache-control", "no-cache")] },
  });

/** Files with the hash of their content in the name. */
export const immutableHeaders = (scope: Construct, attachments: Bucket): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, "ImmutableHeaders", {
    securityHeadersBehavior: security(pagePolicy(attachments)),
    customHeadersBehavior: { customHeaders: [header("cache-control", "public, max-age=31536000, immutable")] },
  });

/** Answers of the API. A function may send a policy of its own (the API's reference page does). */
export const apiHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, "ApiHeaders", {
    securityHeadersBehavior: security("default-src 'none'; frame-ancestors 'none'", false),
  });
