import { routes } from "@tessera/core/routes";
import type { Route } from "@tessera/core/kit/route";
import { describe, expect, it } from "vitest";
import { ofType, property, resources, type Resource } from "./templates.ts";

const declared = Object.entries(routes).flatMap(([name, table]) =>
  Object.values<Route>(table).map((route) => ({ name, route, key: `${route.method} ${route.path.slice(0, -1)}` })),
);

const deployed = new Map(
  ofType("AWS::ApiGatewayV2::Route").map(([, route]) => [String(property(route, "RouteKey")), route]),
);

/** The logical id of the function behind a route. */
function behind(route: Resource): string {
  const integration = property(route, "Target", "Fn::Join", 1, 1, "Ref");
  const [, found] = resources.find(([id]) => id === integration) ?? [];
  return String(found && property(found, "IntegrationUri", "Fn::GetAtt", 0));
}

describe("The gateway", () => {
  it("has every route of core, and no other", () => {
    const keys = declared.map(({ key }) => key);

    expect(keys.length).toBeGreaterThan(25);
    expect([...deployed.keys()].toSorted()).toEqual(keys.toSorted());
  });

  it("hands each route to the function of its resource", () => {
    const names = declared.map(({ key }) =>
      behind(deployed.get(key)!)
        .replace(/[0-9A-F]{8}$/, "")
        .toLowerCase(),
    );

    expect(names).toEqual(declared.map(({ name }) => name));
  });

  it("checks the token on every route that is not public", () => {
    const guarded = declared.filter(({ key }) => property(deployed.get(key)!, "AuthorizationType") === "JWT");
    const users = declared.filter(({ route }) => route.access === "user");

    expect(guarded).toEqual(users);
    for (const { key } of guarded) expect(property(deployed.get(key)!, "AuthorizerId", "Ref")).toMatch(/^HttpApiJwt/);
  });

  it("is open to everybody for exactly these calls", () => {
    const open = [...deployed].filter(([, route]) => property(route, "AuthorizationType") !== "JWT");

    expect(open.map(([key]) => key).toSorted()).toEqual([
      "GET /api/docs",
      "GET /api/health",
      "GET /api/openapi.json",
      "POST /api/tickets/auth/login",
      "POST /api/tickets/auth/logout",
      "POST /api/tickets/auth/password/forgot",
      "POST /api/tickets/auth/password/reset",
      "POST /api/tickets/auth/register",
      "POST /api/tickets/auth/token/refresh",
    ]);
  });

  it("knows no path that ends in a slash, which API Gateway would refuse", () => {
    expect([...deployed.keys()].filter((key) => key.endsWith("/"))).toEqual([]);
  });

  it("asks Cognito's pool and client for the token's issuer and audience", () => {
    const authorizers = ofType("AWS::ApiGatewayV2::Authorizer").map(([, one]) => JSON.stringify(one.Properties));

    expect(authorizers).toHaveLength(1);
    expect(authorizers[0]).toMatch(/"Issuer":.*UserPool\w+ProviderURL/);
    expect(authorizers[0]).toMatch(/"Audience":.*UserPoolClient/);
  });
});
