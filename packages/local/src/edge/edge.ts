import type { Jwks } from "aws-jwt-verify/jwk";
import type { Cognito } from "../cognito/service.ts";
import type { Runner } from "../functions/runner.ts";
import { createDeveloper } from "../gateway/developer.ts";
import { mailbox } from "../mail/page.ts";
import type { Mails } from "../mail/mails.ts";
import { createGateway, type Claims, type Gateway } from "../gateway/gateway.ts";
import { refusal, type Request, type Response } from "../gateway/message.ts";
import { serveHttp } from "../kit/http-server.ts";
import { listen, type Listening } from "../kit/listen.ts";
import { StartError } from "../kit/start-error.ts";
import type { ApiSpec, DistributionSpec, Model } from "../template/model.ts";
import { createDistribution, type Distribution } from "./distribution.ts";

export interface Edge extends Listening {
  readonly url: string;
  readonly apiUrl: string;
}

export interface EdgeOptions {
  readonly port?: number;
  readonly throttle?: boolean;
  readonly model: Model;
  readonly cognito: Cognito;
  readonly mails: Mails;
  readonly runner: Runner;
  /** Where S3 is on this machine, such as "http://127.0.0.1:40123". */
  readonly s3: string;
}

/** Known to everybody: it only opens what listens on this machine's loopback. */
const standardKey = "dev-super-secret-key-12345";

function only<T>(items: readonly T[], what: string): T {
  const [first, ...others] = items;
  if (first === undefined || others.length > 0)
    throw new StartError(`the templates hold ${items.length} ${what}, the local cloud runs exactly one`);
  return first;
}

function originHeaders(model: Model, api: ApiSpec): Readonly<Record<string, string>> {
  const origins = model.distributions.flatMap((one) => one.behaviours.map((behaviour) => behaviour.origin));
  const origin = origins.find((one) => one.kind === "api" && one.apiId === api.id);
  return origin?.kind === "api" ? origin.headers : {};
}

function developerOf(
  options: EdgeOptions,
  api: ApiSpec,
  gateway: () => Gateway,
): (request: Request) => Promise<Claims | "refused" | undefined> {
  const [pool] = options.cognito.pools;
  if (!pool) return async () => undefined;
  return createDeveloper({
    key: process.env["SUPER_SECRET_KEY"] || standardKey,
    pool,
    originHeaders: originHeaders(options.model, api),
    gateway,
  });
}

function createApi(options: EdgeOptions): Gateway {
  const api = only(options.model.apis, "HTTP APIs");
  const jwks = (issuer: string): Jwks => {
    const pool = options.cognito.pools.find((one) => one.spec.issuer === issuer);
    if (!pool) throw new StartError(`no user pool has the issuer ${issuer}`);
    return pool.tokens.jwks;
  };
  const gateway: Gateway = createGateway({
    api,
    runner: options.runner,
    jwks,
    throttle: options.throttle ?? true,
    developer: developerOf(options, api, () => gateway),
  });
  return gateway;
}

const localName = /^(localhost|[\w-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** A page elsewhere could have its own name point here (DNS rebinding): a distribution answers to its own names only. */
const guarded =
  (answer: Distribution) =>
  async (request: Request): Promise<Response> =>
    localName.test(request.headers["host"] ?? "")
      ? answer(request)
      : refusal(421, "This distribution answers to localhost only");

/** The same port on both loopback addresses, because "localhost" means either; IPv6 may be missing. */
async function listenTwice(answer: Distribution, port: number): Promise<Listening> {
  const servers = [serveHttp(guarded(answer)), serveHttp(guarded(answer))] as const;
  const first = await listen(servers[0], port);
  const second = await listen(servers[1], first.port, "::1").catch(async (error: unknown) => {
    if (!(error instanceof StartError) || port === 0) return undefined;
    await first.close();
    throw error;
  });
  return {
    port: first.port,
    close: async () => {
      await Promise.all([first.close(), second?.close()]);
    },
  };
}

/**
 * Headers name buckets by their addresses in the cloud (what a page may connect to); here these are others. Of a path, a
 * policy allows what is below it only if it ends in a slash.
 */
function locally(spec: DistributionSpec, { model, s3 }: EdgeOptions): DistributionSpec {
  const local = (value: string): string =>
    model.buckets.reduce((text, { domain, name }) => text.replaceAll(`https://${domain}`, `${s3}/${name}/`), value);
  const behaviours = spec.behaviours.map((behaviour) => ({
    ...behaviour,
    responseHeaders: behaviour.responseHeaders.map((header) => ({ ...header, value: local(header.value) })),
  }));
  return { ...spec, behaviours };
}

/** Opens the public port (app and API as CloudFront serves them), and the bare API on an internal one. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const gateway = createApi(options);
  const spec = locally(only(options.model.distributions, "CloudFront distributions"), options);
  const distribution = createDistribution({ spec, gatewayOf: () => gateway });
  const front = await listenTwice(mailbox(options.mails, distribution), options.port ?? 0);
  const api = await listen(
    serveHttp((request) => gateway.handle(request)),
    0,
  );
  return {
    port: front.port,
    url: `http://localhost:${front.port}`,
    apiUrl: `http://127.0.0.1:${api.port}`,
    close: async () => {
      await Promise.all([front.close(), api.close()]);
    },
  };
}
