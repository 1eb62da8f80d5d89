import { list, object, text, texts, type Json, type JsonObject } from "../kit/json.ts";
import type { Statement } from "../template/model.ts";

/** One thing that a caller wants to do, as IAM sees it. */
export interface Access {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export interface Decision {
  readonly allowed: boolean;
  readonly reason: "allow" | "explicit deny" | "implicit deny";
}

export type Policy = (access: Access) => Decision;

/** The context keys that the local endpoint fills in: a policy that asks for another one could only mislead. */
export const knownContextKeys = [
  "dynamodb:LeadingKeys",
  "ses:FromAddress",
  "aws:SecureTransport",
  "aws:PrincipalArn",
  "aws:RequestedRegion",
];

/** IAM's wildcards: `*` any text, `?` one character. */
export function wildcard(pattern: string, flags = ""): RegExp {
  const escaped = pattern
    .replace(/[.+^$()|[\]\\{}]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${escaped}$`, `s${flags}`);
}

type Compare = (have: string, want: string) => boolean;
const equals: Compare = (have, want) => have === want;
const like: Compare = (have, want) => wildcard(want).test(have);

const operators: Record<string, { compare: Compare; negated?: true }> = {
  StringEquals: { compare: equals },
  StringNotEquals: { compare: equals, negated: true },
  StringLike: { compare: like },
  StringNotLike: { compare: like, negated: true },
  ArnEquals: { compare: like },
  ArnLike: { compare: like },
  Bool: { compare: (have, want) => have.toLowerCase() === want.toLowerCase() },
};

type Test = (context: Access["context"]) => boolean;

function compileTest(operator: string, key: string, wanted: readonly string[]): Test {
  const known = knownContextKeys.find((name) => name.toLowerCase() === key.toLowerCase());
  if (known === undefined) throw new Error(`condition key ${key} is not understood`);
  const [, set, bare = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (bare === "Null") return (context) => (context[known] === undefined) === (wanted[0] === "true");
  const found = operators[bare];
  if (!found) throw new Error(`condition operator ${operator} is not understood`);
  const one = (have: string): boolean => wanted.some((want) => found.compare(have, want)) !== (found.negated ?? false);
  return (context) => {
    const have = context[known];
    // Without the key, ForAllValues is TRUE (IAM's trap: add a Null condition beside it), and so is a negated test.
    if (have === undefined || have.length === 0)
      return ifExists !== undefined || set === "ForAllValues" || (set === undefined && found.negated === true);
    return set === "ForAnyValue" ? have.some(one) : have.every(one);
  };
}

const compileConditions = (condition: JsonObject = {}): Test[] =>
  Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(object(keys)).map(([key, wanted]: [string, Json]) =>
      compileTest(
        operator,
        key,
        list(wanted).map((want) => text(want)),
      ),
    ),
  );

const matches = (patterns: readonly RegExp[], value: string): boolean =>
  patterns.some((pattern) => pattern.test(value));

/**
 * Compiles a role's statements once: explicit deny beats allow beats the implicit deny.
 * @throws Error for a condition operator or key that is not understood
 */
export function compilePolicy(statements: readonly Statement[]): Policy {
  const compiled = statements.map((statement) => ({
    allows: statement.Effect === "Allow",
    actions: texts([...statement.Action]).map((action) => wildcard(action, "i")),
    resources: statement.Resource.map((resource) => wildcard(resource)),
    tests: compileConditions(statement.Condition),
  }));
  return ({ action, resource, context }) => {
    const hits = compiled.filter(
      (one) =>
        matches(one.actions, action) && matches(one.resources, resource) && one.tests.every((test) => test(context)),
    );
    if (hits.some((hit) => !hit.allows)) return { allowed: false, reason: "explicit deny" };
    return hits.length > 0 ? { allowed: true, reason: "allow" } : { allowed: false, reason: "implicit deny" };
  };
}
