import { at, text, type JsonObject } from "../kit/json.ts";
import type { ClientSpec } from "../template/model.ts";
import { CognitoError, invalidParameter, userDisabled, userNotFound, wrongCredentials } from "./errors.ts";
import { isPassword } from "./passwords.ts";
import { clientOf, type Pool } from "./pool.ts";

function requireFlow(client: ClientSpec, flow: string): void {
  if (!client.flows.includes(flow)) throw invalidParameter("Auth flow not enabled for this client");
}

async function byPassword(pool: Pool, client: ClientSpec, input: JsonObject): Promise<JsonObject> {
  requireFlow(client, "ALLOW_ADMIN_USER_PASSWORD_AUTH");
  const parameter = (name: string): string => {
    const value = text(at(input, "AuthParameters", name));
    if (value === "") throw invalidParameter(`Missing required parameter ${name}`);
    return value;
  };
  const user = pool.users.find(parameter("USERNAME"));
  const given = parameter("PASSWORD");
  if (!user) throw client.hidesUnknownUsers ? wrongCredentials() : userNotFound();
  if (user.password === undefined || !(await isPassword(given, user.password))) throw wrongCredentials();
  if (!user.enabled) throw userDisabled();
  if (user.status === "FORCE_CHANGE_PASSWORD")
    return {
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session: "unsupported-here",
      ChallengeParameters: { USER_ID_FOR_SRP: user.username },
    };
  return { ChallengeParameters: {}, AuthenticationResult: pool.tokens.issue(user, client) };
}

/** Login with a password, or new tokens for a refresh token; other flows are refused. */
export async function adminInitiateAuth(pool: Pool, input: JsonObject): Promise<JsonObject> {
  const client = clientOf(pool, text(input["ClientId"]));
  const flow = text(input["AuthFlow"]);
  if (flow === "ADMIN_USER_PASSWORD_AUTH" || flow === "ADMIN_NO_SRP_AUTH") return byPassword(pool, client, input);
  if (flow !== "REFRESH_TOKEN_AUTH" && flow !== "REFRESH_TOKEN")
    throw invalidParameter(`Initiate Auth method not supported: ${flow}`);
  requireFlow(client, "ALLOW_REFRESH_TOKEN_AUTH");
  const token = text(at(input, "AuthParameters", "REFRESH_TOKEN"));
  return { ChallengeParameters: {}, AuthenticationResult: pool.tokens.refresh(token, client) };
}

/** @throws UnsupportedOperationException when the client has revocation switched off */
export function revokeToken(pool: Pool, input: JsonObject): JsonObject {
  const client = clientOf(pool, text(input["ClientId"]));
  if (!client.revocation)
    throw new CognitoError("UnsupportedOperationException", "Revoke token is not enabled for this client");
  if (/^[^.]+\.[^.]+\.[^.]+$/.test(text(input["Token"])))
    throw new CognitoError("UnsupportedTokenTypeException", "Only refresh tokens can be revoked");
  pool.tokens.revoke(text(input["Token"]), client);
  return {};
}
