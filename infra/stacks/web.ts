import path from "node:path";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type BehaviorOptions,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type CfnBucket,
  type IBucket,
} from "aws-cdk-lib/aws-s3";
import { CfnOutput, Duration, Fn, RemovalPolicy, Stack, Validations, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { apiHeaders, immutableHeaders, pageHeaders } from "../constructs/headers.ts";
import { webAcl } from "../constructs/web-acl.ts";
import type { Settings } from "../settings.ts";

export interface WebStackProps extends StackProps {
  readonly api: HttpApi;
  readonly originSecret: string;
  readonly attachments: Bucket;
  readonly settings: Settings;
}

/** One address for everything: the app's files from a private bucket, `/api/*` from the HTTP API. */
export class WebStack extends Stack {
  readonly #edge: Pick<BehaviorOptions, "functionAssociations" | "viewerProtocolPolicy">;

  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    this.#edge = this.#edgeFunction();
    const site = this.#site();
    const files = S3BucketOrigin.withOriginAccessControl(site as IBucket);
    const distribution = new Distribution(this, "Distribution", {
      comment: "Tessera",
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...this.#domain(props.settings),
      ...webAcl(this, props.settings),
      defaultBehavior: {
        ...this.#edge,
        origin: files,
        cachePolicy: this.#revalidate(),
        responseHeadersPolicy: pageHeaders(this, props.attachments),
      },
      additionalBehaviors: {
        "/_app/immutable/*": {
          origin: files,
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          responseHeadersPolicy: immutableHeaders(this, props.attachments),
          compress: true,
        },
        "/api/*": this.#apiBehavior(props),
      },
    });
    new CfnOutput(this, "Url", { value: `https://${props.settings.domain ?? distribution.distributionDomainName}` });
    new CfnOutput(this, "DistributionName", { value: distribution.distributionDomainName });
    new CfnOutput(this, "SiteBucket", { value: site.bucketName });
    acknowledge(site, distribution);
  }

  /** A name of one's own; its DNS is its owner's business (docs/runbook.md). */
  #domain({ domain, certificate }: Settings) {
    if (domain === undefined || certificate === undefined) return {};
    return {
      domainNames: [domain],
      certificate: Certificate.fromCertificateArn(this, "Certificate", certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  /** Filled by `scripts/lib/upload.mjs`, and read by the local cloud, from the folder named in its metadata (docs/adr/0004). */
  #site(): Bucket {
    const site = new Bucket(this, "Site", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      encryption: BucketEncryption.S3_MANAGED,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    (site.node.defaultChild as CfnBucket).addMetadata("tessera:files", "web/build");
    return site;
  }

  #apiBehavior({ api, originSecret }: WebStackProps): BehaviorOptions {
    return {
      ...this.#edge,
      origin: new HttpOrigin(Fn.select(2, Fn.split("/", api.apiEndpoint)), {
        customHeaders: { "x-origin-secret": originSecret },
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: apiHeaders(this),
      compress: false, // `serve` does it
    };
  }

  /** Asks the bucket each time, and still compresses: CloudFront does that only under a policy that may cache. */
  #revalidate(): CachePolicy {
    return new CachePolicy(this, "Revalidate", {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(1),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  #edgeFunction() {
    const edge = new EdgeFunction(this, "Viewer", {
      code: FunctionCode.fromFile({ filePath: path.join(import.meta.dirname, "../edge/viewer.js") }),
      runtime: FunctionRuntime.JS_2_0,
      comment: "Single-page app paths, and the API's trailing slash",
    });
    return {
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      functionAssociations: [{ function: edge, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
  }
}

function acknowledge(site: Bucket, distribution: Distribution): void {
  Validations.of(site).acknowledge({
    id: "AwsSolutions::AwsSolutions-S1",
    reason: "Holds only the published app; a log of its reads would cost more than the bucket and name visitors",
  });
  Validations.of(distribution).acknowledge(
    { id: "AwsSolutions::AwsSolutions-CFR1", reason: "Colleagues travel: no country is refused" },
    {
      id: "AwsSolutions::AwsSolutions-CFR2",
      reason: "A web ACL is billed by the month, used or not, so a setting brings it; the stage throttles",
    },
    {
      id: "AwsSolutions::AwsSolutions-CFR3",
      reason: "The API has its own access log; who loads static files is not recorded",
    },
    {
      id: "AwsSolutions::AwsSolutions-CFR4",
      reason: "The default certificate fixes the TLS version; a domain of one's own sets it",
    },
  );
}
