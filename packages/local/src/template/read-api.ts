import { at, list, number, object, text, texts, type Json } from "../kit/json.ts";
import { physicalName } from "./names.ts";
import { each, type Resolved, type Source } from "./source.ts";
import { Unresolved } from "./resolve.ts";
import type { ApiSpec, RouteSpec, Throttle } from "./model.ts";

/** The longest that API Gateway waits for an integration, in milliseconds. */
const longestWait = 30_000;

function find(source: Source, type: string, name: string): Resolved {
  const found = source.of(type).find((resource) => physicalName(resource) === name);
  if (!found) throw new Unresolved(`${type} ${name}`);
  return found;
}

function readAuthorizer(source: Source, route: Resolved): RouteSpec["authorizer"] {
  const type = text(route.values["AuthorizationType"], "NONE");
  if (type === "NONE") return undefined;
  if (type !== "JWT") throw new Unresolved(`authorization ${type}`);
  const { values } = find(source, "AWS::ApiGatewayV2::Authorizer", text(route.values["AuthorizerId"]));
  const identity = texts(values["IdentitySource"]).join();
  if (identity !== "$request.header.Authorization") throw new Unresolved(`identity source ${identity}`);
  return {
    issuer: text(at(values, "JwtConfiguration", "Issuer")),
    audience: texts(at(values, "JwtConfiguration", "Audience")),
  };
}

function readRoute(source: Source, route: Resolved): RouteSpec {
  const name = text(route.values["Target"]).replace(/^integrations\//, "");
  const { values } = find(source, "AWS::ApiGatewayV2::Integration", name);
  if (values["IntegrationType"] !== "AWS_PROXY") throw new Unresolved(`integration ${text(values["IntegrationType"])}`);
  if (values["PayloadFormatVersion"] !== "2.0") throw new Unresolved("a payload format other than 2.0");
  return {
    key: text(route.values["RouteKey"]),
    functionArn: text(values["IntegrationUri"]),
    timeout: number(values["TimeoutInMillis"], longestWait),
    authorizer: readAuthorizer(source, route),
  };
}

function throttleOf(settings: Json): Throttle | undefined {
  const rate = number(at(settings, "ThrottlingRateLimit"), 0);
  return rate > 0 ? { rate, burst: number(at(settings, "ThrottlingBurstLimit"), rate) } : undefined;
}

/** HTTP APIs with their routes and the throttling of their `$default` stage. */
export function readApis(source: Source): ApiSpec[] {
  return each(source, "AWS::ApiGatewayV2::Api", (resource) => {
    if (resource.values["ProtocolType"] !== "HTTP")
      throw new Unresolved(`protocol ${text(resource.values["ProtocolType"])}`);
    const id = physicalName(resource);
    const mine = (type: string): Resolved[] => source.of(type).filter((other) => other.values["ApiId"] === id);
    const [stage, ...others] = mine("AWS::ApiGatewayV2::Stage");
    if (!stage || others.length > 0 || physicalName(stage) !== "$default")
      throw new Unresolved("any but one $default stage");
    const throttles = Object.entries(object(stage.values["RouteSettings"])).map(
      ([key, value]) => [key, throttleOf(value)] as const,
    );
    const keys = list(mine("AWS::ApiGatewayV2::Route").map((route) => text(route.values["RouteKey"])));
    const wrong = throttles.find(([key]) => !keys.includes(key));
    if (wrong) throw new Unresolved(`route settings for ${wrong[0]}`);
    return {
      id,
      routes: each({ ...source, of: mine }, "AWS::ApiGatewayV2::Route", (route) => readRoute(source, route)),
      throttle: throttleOf(stage.values["DefaultRouteSettings"]),
      routeThrottles: Object.fromEntries(throttles.flatMap(([key, value]) => (value ? [[key, value]] : []))),
    };
  });
}
