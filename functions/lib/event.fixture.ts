import type { Event } from "./door.ts";

/** An API Gateway v2 event, as small as `serve` can do with. */
export function anEvent(more: Partial<Omit<Event, "headers">> & { headers?: Record<string, string> } = {}): Event {
  return {
    version: "2.0",
    routeKey: "GET /api/health/",
    rawPath: "/api/health/",
    rawQueryString: "",
    headers: {},
    requestContext: {
      accountId: "0",
      apiId: "a",
      domainName: "d",
      domainPrefix: "d",
      http: { method: "GET", path: "/", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "" },
      requestId: "request-1",
      routeKey: "GET /api/health/",
      stage: "$default",
      time: "",
      timeEpoch: 0,
    },
    isBase64Encoded: false,
    ...more,
  };
}
