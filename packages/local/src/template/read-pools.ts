import { at, flag, list, number, text, texts, type Json, type JsonObject } from "../kit/json.ts";
import { arn, attribute, physicalName } from "./names.ts";
import { each, type Source } from "./source.ts";
import { Unresolved } from "./resolve.ts";
import type { ClientSpec, PasswordPolicy, PoolSpec } from "./model.ts";

const standardAttributes =
  "address birthdate email email_verified family_name gender given_name locale middle_name name nickname phone_number phone_number_verified picture preferred_username profile sub updated_at website zoneinfo".split(
    " ",
  );

const secondsIn: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** A validity in seconds; Cognito's units when none is given: hours for access and ID tokens, days for refresh tokens. */
function lifetime(
  values: JsonObject,
  kind: "AccessToken" | "IdToken" | "RefreshToken",
  unit: string,
  standard: number,
): number {
  const factor = secondsIn[text(at(values, "TokenValidityUnits", kind), unit)];
  if (factor === undefined) throw new Unresolved(`unit of ${kind}`);
  return number(values[`${kind}Validity`], standard) * factor;
}

function passwordPolicy(policy: Json): PasswordPolicy {
  const rule = (name: string): boolean => (policy === undefined ? true : flag(at(policy, name)));
  return {
    minimum: number(at(policy, "MinimumLength"), 8),
    lower: rule("RequireLowercase"),
    upper: rule("RequireUppercase"),
    digit: rule("RequireNumbers"),
    symbol: rule("RequireSymbols"),
  };
}

function readClients(source: Source): { pool: string; client: ClientSpec }[] {
  return each(source, "AWS::Cognito::UserPoolClient", (resource) => {
    const values = resource.values;
    if (flag(resource.properties["GenerateSecret"])) throw new Unresolved("a client with a secret");
    const client = {
      id: physicalName(resource),
      flows: texts(values["ExplicitAuthFlows"]),
      lifetimes: {
        access: lifetime(values, "AccessToken", "hours", 1),
        id: lifetime(values, "IdToken", "hours", 1),
        refresh: lifetime(values, "RefreshToken", "days", 30),
      },
      revocation: values["EnableTokenRevocation"] === undefined || flag(values["EnableTokenRevocation"]),
      hidesUnknownUsers: values["PreventUserExistenceErrors"] === "ENABLED",
    };
    return { pool: text(values["UserPoolId"]), client };
  });
}

export function readPools(source: Source): PoolSpec[] {
  const clients = readClients(source);
  const groups = source.of("AWS::Cognito::UserPoolGroup");
  return each(source, "AWS::Cognito::UserPool", (resource) => {
    const values = resource.values;
    if (text(values["MfaConfiguration"], "OFF") !== "OFF") throw new Unresolved("multi-factor authentication");
    if (!flag(at(values, "AdminCreateUserConfig", "AllowAdminCreateUserOnly"))) throw new Unresolved("self sign-up");
    const id = physicalName(resource);
    const custom = list(values["Schema"]).map((attribute) => text(at(attribute, "Name")));
    return {
      id,
      arn: arn(resource) ?? "",
      issuer: attribute(resource, "ProviderURL") ?? "",
      password: passwordPolicy(at(values, "Policies", "PasswordPolicy")),
      groups: groups.filter((group) => group.values["UserPoolId"] === id).map(physicalName),
      attributes: [...standardAttributes, ...custom.map((name) => `custom:${name}`)],
      caseSensitive: at(values, "UsernameConfiguration", "CaseSensitive") !== false,
      clients: clients.filter(({ pool }) => pool === id).map(({ client }) => client),
    };
  });
}
