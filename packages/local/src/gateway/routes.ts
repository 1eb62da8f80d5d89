import type { RouteSpec } from "../template/model.ts";

export interface Match {
  readonly route: RouteSpec;
  /** Values of the path's variables, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

export type Router = (method: string, path: string) => Match | undefined;

interface Pattern {
  readonly route: RouteSpec;
  readonly method: string;
  readonly regex: RegExp;
  readonly names: readonly string[];
  /** Sorts before others: per segment 0 literal, 1 variable, 2 greedy. */
  readonly rank: string;
}

const escape = (literal: string): string => literal.replace(/[.*+?^$()|[\]\\{}]/g, "\\$&");

/** A trailing slash is an empty last segment, so it is significant, as it is in API Gateway. */
function compile(route: RouteSpec): Pattern {
  const [method = "", path = ""] = route.key === "$default" ? ["ANY", "/{proxy+}"] : route.key.split(" ");
  const names: string[] = [];
  const segments = path.split("/").slice(1);
  const parts = segments.map((segment) => {
    const variable = /^\{(\w+)(\+?)\}$/.exec(segment);
    if (!variable) return escape(segment);
    names.push(variable[1] ?? "");
    return variable[2] === "+" ? "(.+)" : "([^/]+)";
  });
  const rank =
    route.key === "$default"
      ? "9"
      : segments.map((one) => (one.endsWith("+}") ? 2 : one.startsWith("{") ? 1 : 0)).join("");
  const tail = route.key === "$default" ? ".*" : parts.join("/");
  return { route, method, regex: new RegExp(`^/${tail}$`), names: route.key === "$default" ? [] : names, rank };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Matches as API Gateway does: literal segments before variables before `{proxy+}`, a method before ANY, `$default` last. */
export function createRouter(routes: readonly RouteSpec[]): Router {
  const patterns = routes
    .map(compile)
    .sort((a, b) =>
      a.rank === b.rank ? Number(a.method === "ANY") - Number(b.method === "ANY") : a.rank < b.rank ? -1 : 1,
    );
  return (method, path) => {
    for (const { route, method: wanted, regex, names } of patterns) {
      if (wanted !== "ANY" && wanted !== method) continue;
      const found = regex.exec(path);
      if (found)
        return {
          route,
          parameters: Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? "")])),
        };
    }
    return undefined;
  };
}
