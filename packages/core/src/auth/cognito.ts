import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { AppError } from "../kit/error.ts";

/** All that we ask of Cognito. `login` is its username: an id of ours that nobody types. */
const cognito = new CognitoIdentityProviderClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
});
const pool = { UserPoolId: process.env.USER_POOL_ID };
const app = { ClientId: process.env.USER_POOL_CLIENT_ID };

export const superusers = "superusers";

export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
}

const named = (error: unknown, ...names: string[]): boolean => error instanceof Error && names.includes(error.name);
const refused = (): AppError => new AppError("unauthenticated", "auth.wrong", "Wrong user name or password.");

export interface Account {
  readonly login: string;
  readonly sub: string;
}

/** Makes an account that can log in, under a login that nobody has had; undefined when the answer with its sub got lost. */
export async function createAccount(login: string, password: string): Promise<Account | undefined> {
  const made = await cognito
    .send(new AdminCreateUserCommand({ ...pool, Username: login, MessageAction: "SUPPRESS" }))
    .catch((error: unknown) => {
      if (!named(error, "UsernameExistsException")) throw error;
    });
  if (!made) return undefined;
  await setPassword(login, password);
  const sub = made.User?.Attributes?.find((a) => a.Name === "sub")?.Value;
  if (!sub) throw new Error("Cognito made a user without a sub");
  return { login, sub };
}

export async function setPassword(login: string, password: string): Promise<void> {
  await cognito.send(
    new AdminSetUserPasswordCommand({ ...pool, Username: login, Password: password, Permanent: true }),
  );
}

/** Ends every session of an account: its refresh tokens. Access tokens run on for up to 15 minutes. */
export async function endSessions(login: string): Promise<void> {
  await cognito.send(new AdminUserGlobalSignOutCommand({ ...pool, Username: login }));
}

/** Takes an account away that got no profile. */
export async function deleteAccount(login: string): Promise<void> {
  try {
    await cognito.send(new AdminDeleteUserCommand({ ...pool, Username: login }));
  } catch (error) {
    if (!named(error, "UserNotFoundException")) throw error;
  }
}

/** @throws AppError `unauthenticated`, the same for a wrong password, an unknown and a disabled account. */
export async function tokensFor(login: string, password: string): Promise<TokenPair> {
  try {
    const { AuthenticationResult: result } = await cognito.send(
      new AdminInitiateAuthCommand({
        ...pool,
        ...app,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: login, PASSWORD: password },
      }),
    );
    if (!result?.AccessToken || !result.RefreshToken) throw refused();
    return { access: result.AccessToken, refresh: result.RefreshToken };
  } catch (error) {
    throw named(error, "NotAuthorizedException", "UserNotFoundException") ? refused() : error;
  }
}

/** A new access token. @throws AppError `unauthenticated` for a refresh token that is no longer good. */
export async function refreshed(refresh: string): Promise<string> {
  try {
    const { AuthenticationResult: result } = await cognito.send(
      new AdminInitiateAuthCommand({
        ...pool,
        ...app,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: refresh },
      }),
    );
    if (!result?.AccessToken) throw badRefresh();
    return result.AccessToken;
  } catch (error) {
    throw named(error, "NotAuthorizedException", "UserNotFoundException", "InvalidParameterException")
      ? badRefresh()
      : error;
  }
}

const badRefresh = (): AppError =>
  new AppError("unauthenticated", "auth.refresh", "This session has ended; please log in again.");

/** Ends a session. A token that is none, or no longer one, is fine. */
export async function revoke(refresh: string): Promise<void> {
  try {
    await cognito.send(new RevokeTokenCommand({ ...app, Token: refresh }));
  } catch (error) {
    if (
      !named(
        error,
        "NotAuthorizedException",
        "UnauthorizedException",
        "InvalidParameterException",
        "UnsupportedTokenTypeException",
      )
    )
      throw error;
  }
}

export async function setActive(login: string, active: boolean): Promise<void> {
  const account = { ...pool, Username: login };
  if (active) {
    await cognito.send(new AdminEnableUserCommand(account));
    return;
  }
  await cognito.send(new AdminDisableUserCommand(account));
  await endSessions(login);
}

export async function setSuperuser(login: string, on: boolean): Promise<void> {
  const membership = { ...pool, Username: login, GroupName: superusers };
  await (on
    ? cognito.send(new AdminAddUserToGroupCommand(membership))
    : cognito.send(new AdminRemoveUserFromGroupCommand(membership)));
}
