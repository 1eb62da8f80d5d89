import path from "node:path";
import { at, flag, isObject, list, number, object, text, texts, type Json } from "../kit/json.ts";
import { apiDomain, attribute, physicalName } from "./names.ts";
import { each, type Resolved, type Source } from "./source.ts";
import { Unresolved } from "./resolve.ts";
import type { BehaviourSpec, DistributionSpec, OriginSpec, ResponseHeader } from "./model.ts";

function readOrigin(source: Source, origin: Json): OriginSpec {
  const domain = text(at(origin, "DomainName"));
  const api = source.of("AWS::ApiGatewayV2::Api").find((resource) => apiDomain(physicalName(resource)) === domain);
  if (api) {
    const headers = list(at(origin, "OriginCustomHeaders"));
    return {
      kind: "api",
      apiId: physicalName(api),
      path: text(at(origin, "OriginPath")),
      headers: Object.fromEntries(
        headers.map((header) => [text(at(header, "HeaderName")).toLowerCase(), text(at(header, "HeaderValue"))]),
      ),
    };
  }
  const bucket = source.of("AWS::S3::Bucket").find((resource) => attribute(resource, "RegionalDomainName") === domain);
  if (!bucket) throw new Unresolved(`origin ${domain}`);
  const files = text(bucket.metadata["tessera:files"]);
  if (files === "") throw new Unresolved(`origin ${domain} without "tessera:files" in its bucket's metadata`);
  return { kind: "site", dir: path.resolve(source.assembly.dir, "..", files) };
}

/** The code of the one viewer-request function, if any; other kinds of edge code are not understood. */
function viewerRequest(source: Source, behaviour: Json): string | undefined {
  if (list(at(behaviour, "LambdaFunctionAssociations")).length > 0) throw new Unresolved("Lambda@Edge");
  const associations = list(at(behaviour, "FunctionAssociations"));
  const other = associations.find((one) => at(one, "EventType") !== "viewer-request");
  if (other !== undefined) throw new Unresolved(`a CloudFront function on ${text(at(other, "EventType"))}`);
  if (associations.length === 0) return undefined;
  const arn = text(at(associations[0], "FunctionARN"));
  const found = source.of("AWS::CloudFront::Function").find((one) => attribute(one, "FunctionARN") === arn);
  if (!found) throw new Unresolved(`function ${arn}`);
  return text(found.values["FunctionCode"]);
}

const seconds = (value: Json): string => String(number(value, 0));

function strictTransport(value: Json): string {
  const subdomains = flag(at(value, "IncludeSubdomains")) ? "; includeSubDomains" : "";
  return `max-age=${seconds(at(value, "AccessControlMaxAgeSec"))}${subdomains}${flag(at(value, "Preload")) ? "; preload" : ""}`;
}

/** How each part of SecurityHeadersConfig reads as a header. */
const securityHeaders: Record<string, (value: Json) => [name: string, value: string]> = {
  ContentSecurityPolicy: (value) => ["content-security-policy", text(at(value, "ContentSecurityPolicy"))],
  ContentTypeOptions: () => ["x-content-type-options", "nosniff"],
  FrameOptions: (value) => ["x-frame-options", text(at(value, "FrameOption"))],
  ReferrerPolicy: (value) => ["referrer-policy", text(at(value, "ReferrerPolicy"))],
  StrictTransportSecurity: (value) => ["strict-transport-security", strictTransport(value)],
  XSSProtection: (value) => [
    "x-xss-protection",
    flag(at(value, "Protection")) ? (flag(at(value, "ModeBlock")) ? "1; mode=block" : "1") : "0",
  ],
};

function readHeaders(config: Json): ResponseHeader[] {
  if (at(config, "CorsConfig") !== undefined) throw new Unresolved("CorsConfig");
  const security = Object.entries(object(at(config, "SecurityHeadersConfig"))).map(([part, value]) => {
    const read = securityHeaders[part];
    if (!read) throw new Unresolved(part);
    const [name, content] = read(value);
    return { name, value: content, override: flag(at(value, "Override")) };
  });
  const custom = list(at(config, "CustomHeadersConfig", "Items")).map((item) => ({
    name: text(at(item, "Header")).toLowerCase(),
    value: text(at(item, "Value")),
    override: flag(at(item, "Override")),
  }));
  return [...security, ...custom];
}

/** The policy's configuration; one managed by AWS is an id without a resource, and not understood. */
function headersPolicy(source: Source, behaviour: Json): Json {
  const id = at(behaviour, "ResponseHeadersPolicyId");
  if (id === undefined) return undefined;
  const found = source.of("AWS::CloudFront::ResponseHeadersPolicy").find((one) => physicalName(one) === id);
  if (!found) throw new Unresolved(`response headers policy ${text(id)}`);
  return found.values["ResponseHeadersPolicyConfig"];
}

function readBehaviour(source: Source, config: Json, behaviour: Json, pattern: string): BehaviourSpec {
  const origin = list(at(config, "Origins")).find((one) => at(one, "Id") === at(behaviour, "TargetOriginId"));
  const policy = headersPolicy(source, behaviour);
  const methods = texts(at(behaviour, "AllowedMethods"));
  return {
    pattern,
    methods: methods.length > 0 ? methods : ["GET", "HEAD"],
    compress: flag(at(behaviour, "Compress")),
    viewerRequest: viewerRequest(source, behaviour),
    responseHeaders: isObject(policy) ? readHeaders(policy) : [],
    removeHeaders: list(at(policy, "RemoveHeadersConfig", "Items")).map((item) =>
      text(at(item, "Header")).toLowerCase(),
    ),
    origin: readOrigin(source, origin),
  };
}

export function readDistributions(source: Source): DistributionSpec[] {
  return each(source, "AWS::CloudFront::Distribution", (resource: Resolved) => {
    const config = resource.values["DistributionConfig"];
    const special = list(at(config, "CacheBehaviors")).map((one) =>
      readBehaviour(source, config, one, text(at(one, "PathPattern"))),
    );
    return {
      domain: attribute(resource, "DomainName") ?? "",
      rootObject: text(at(config, "DefaultRootObject")),
      behaviours: [...special, readBehaviour(source, config, at(config, "DefaultCacheBehavior"), "*")],
      errorPages: list(at(config, "CustomErrorResponses")).map((page) => ({
        status: number(at(page, "ErrorCode"), 0),
        as: number(at(page, "ResponseCode"), number(at(page, "ErrorCode"), 0)),
        path: text(at(page, "ResponsePagePath")),
      })),
    };
  });
}
