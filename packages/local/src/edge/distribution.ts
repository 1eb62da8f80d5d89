import { randomBytes } from "node:crypto";
import type { Gateway } from "../gateway/gateway.ts";
import { pathOf, type Request, type Response } from "../gateway/message.ts";
import { wildcard } from "../iam/policy.ts";
import type { BehaviourSpec, DistributionSpec } from "../template/model.ts";
import { createSite } from "./site.ts";
import { compileViewerFunction } from "./viewer-function.ts";

/** Answers as CloudFront does. */
export type Distribution = (request: Request) => Promise<Response>;

export interface DistributionOptions {
  readonly spec: DistributionSpec;
  readonly gatewayOf: (apiId: string) => Gateway;
}

interface Behaviour {
  readonly spec: BehaviourSpec;
  readonly matches: RegExp;
  readonly answer: Distribution;
}

const forbidden = (): Response => ({
  status: 403,
  headers: { "content-type": "text/html" },
  body: Buffer.from(
    "This distribution is not configured to allow the HTTP request method that was used for this request.\n",
  ),
});

/** Applies the response headers policy: an origin's own header stays unless the policy overrides it. */
function withPolicy(spec: BehaviourSpec, response: Response): Response {
  const headers = { ...response.headers };
  for (const name of spec.removeHeaders) delete headers[name];
  for (const { name, value, override } of spec.responseHeaders)
    if (override || !(name in headers)) headers[name] = value;
  return { ...response, headers };
}

/** An address of CloudFront: what the API sees as its caller. The viewer's is in x-forwarded-for. */
const edgeIp = "130.176.0.1";

/** What CloudFront adds to a request on its way. */
const hop = ({ headers, sourceIp }: Request): Record<string, string> => ({
  via: "2.0 local.cloudfront.net (CloudFront)",
  "x-amz-cf-id": randomBytes(42).toString("base64url"),
  "x-forwarded-for": [headers["x-forwarded-for"], sourceIp].filter(Boolean).join(", "),
});

/** Everything the viewer sent but Host goes to the API, with the header by which it knows its distribution. */
function originOf({ spec, gatewayOf }: DistributionOptions, behaviour: BehaviourSpec): Distribution {
  const { origin } = behaviour;
  if (origin.kind === "site") return createSite(origin.dir, spec.rootObject, behaviour.compress);
  return (request) => {
    const { host: _, ...headers } = request.headers;
    const sent = { ...headers, ...hop(request), ...origin.headers };
    return gatewayOf(origin.apiId).handle({
      ...request,
      url: origin.path + request.url,
      headers: sent,
      sourceIp: edgeIp,
    });
  };
}

function createBehaviour(options: DistributionOptions, spec: BehaviourSpec): Behaviour {
  const origin = originOf(options, spec);
  const viewer = spec.viewerRequest === undefined ? undefined : compileViewerFunction(spec.viewerRequest);
  const answer: Distribution = async (request) => {
    if (!spec.methods.includes(request.method)) return forbidden();
    const changed = viewer?.(request) ?? request;
    return "status" in changed ? changed : origin(changed);
  };
  return { spec, matches: wildcard(spec.pattern), answer };
}

/** The distribution on this machine: behaviour by path, its function, origin, error pages and response headers. */
export function createDistribution(options: DistributionOptions): Distribution {
  const behaviours = options.spec.behaviours.map((spec) => createBehaviour(options, spec));
  const behaviourOf = (path: string): Behaviour | undefined => behaviours.find((one) => one.matches.test(path));
  return async (request) => {
    const behaviour = behaviourOf(pathOf(request));
    if (!behaviour) return forbidden();
    const response = await behaviour.answer(request);
    const page = options.spec.errorPages.find((one) => one.status === response.status && one.path !== "");
    if (!page) return withPolicy(behaviour.spec, response);
    const other = await behaviourOf(page.path)?.answer({ ...request, method: "GET", url: page.path });
    return withPolicy(behaviour.spec, { ...(other ?? response), status: page.as });
  };
}
