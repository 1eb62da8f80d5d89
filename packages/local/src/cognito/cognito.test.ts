import { describe, expect, it } from "vitest";
import { openDurableMap } from "../kit/durable-map.ts";
import { at, object, parseJson, text, type JsonObject } from "../kit/json.ts";
import type { PoolSpec } from "../template/model.ts";
import { createCognito } from "./service.ts";

const spec: PoolSpec = {
  id: "eu-central-1_abc",
  arn: "arn:pool",
  issuer: "https://issuer",
  password: { minimum: 8, lower: false, upper: false, digit: false, symbol: false },
  groups: ["superusers"],
  attributes: ["sub", "email", "email_verified"],
  caseSensitive: true,
  clients: [
    {
      id: "web",
      flows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      lifetimes: { access: 900, id: 900, refresh: 86_400 },
      revocation: true,
      hidesUnknownUsers: true,
    },
    {
      id: "bare",
      flows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      lifetimes: { access: 900, id: 900, refresh: 86_400 },
      revocation: false,
      hidesUnknownUsers: false,
    },
  ],
};

const { service } = createCognito(openDurableMap(undefined), [spec]);

/** The answer, or the exception's name. */
async function call(action: string, input: JsonObject): Promise<JsonObject> {
  const { status, body } = await service.call(action, { UserPoolId: spec.id, ...input }, Buffer.alloc(0));
  const answer = object(parseJson(body.toString()));
  return status === 200 ? answer : { error: text(answer["__type"]), message: text(answer["message"]) };
}

let count = 0;
/** A new person with a password, who may log in. */
async function person(): Promise<string> {
  const Username = `u${(count += 1)}`;
  await call("AdminCreateUser", {
    Username,
    MessageAction: "SUPPRESS",
    UserAttributes: [{ Name: "email", Value: `${Username}@example.com` }],
  });
  await call("AdminSetUserPassword", { Username, Password: "long enough", Permanent: true });
  return Username;
}

const login = (USERNAME: string, PASSWORD = "long enough", ClientId = "web"): Promise<JsonObject> =>
  call("AdminInitiateAuth", { ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH", AuthParameters: { USERNAME, PASSWORD } });
const refresh = (REFRESH_TOKEN: string): Promise<JsonObject> =>
  call("AdminInitiateAuth", { ClientId: "web", AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN } });
const tokenOf = (answer: JsonObject, kind: string): string => text(at(answer, "AuthenticationResult", kind));
const claims = (token: string): JsonObject =>
  object(parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()));

describe("a person", () => {
  it("is created under the given name, with a sub, once", async () => {
    const { User } = await call("AdminCreateUser", { Username: "ada", MessageAction: "SUPPRESS" });

    expect(User).toMatchObject({ Username: "ada", Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" });
    expect(JSON.stringify(at(User, "Attributes"))).toMatch(/^\[\{"Name":"sub","Value":"[0-9a-f-]{36}"\}\]$/);
    expect(await call("AdminCreateUser", { Username: "ada", MessageAction: "SUPPRESS" })).toMatchObject({
      error: "UsernameExistsException",
    });
  });

  it("can't have attributes outside the schema, or get mail that nobody sends", async () => {
    const attribute = (Name: string) =>
      call("AdminCreateUser", { Username: "x1", MessageAction: "SUPPRESS", UserAttributes: [{ Name, Value: "1" }] });

    expect(await attribute("custom:role")).toMatchObject({ error: "InvalidParameterException" });
    expect(await attribute("sub")).toMatchObject({ error: "InvalidParameterException" });
    expect(await call("AdminCreateUser", { Username: "x2" })).toMatchObject({ error: "InvalidParameterException" });
  });

  it("needs a password that the policy takes, without white space at its ends", async () => {
    const Username = await person();
    const set = async (Password: string) =>
      (await call("AdminSetUserPassword", { Username, Password, Permanent: true }))["error"];

    expect(await set("short")).toBe("InvalidPasswordException");
    expect(await set(" long enough")).toBe("InvalidParameterException");
    expect(await set("another one")).toBeUndefined();
  });

  it("is listed page by page", async () => {
    await person();
    await person();
    const first = await call("ListUsers", { Limit: 1, Filter: 'username ^= "u"' });
    const second = await call("ListUsers", {
      Limit: 1,
      Filter: 'username ^= "u"',
      PaginationToken: first["PaginationToken"],
    });

    expect(at(first, "Users")).toHaveLength(1);
    expect(at(second, "Users")).not.toEqual(at(first, "Users"));
    expect(await call("ListUsers", { Limit: 61 })).toMatchObject({ error: "InvalidParameterException" });
  });

  it("is gone after deletion", async () => {
    const Username = await person();
    const token = tokenOf(await login(Username), "RefreshToken");

    await call("AdminDeleteUser", { Username });

    expect(await call("AdminGetUser", { Username })).toMatchObject({ error: "UserNotFoundException" });
    expect(await refresh(token)).toMatchObject({ error: "NotAuthorizedException" });
  });
});

describe("a login", () => {
  it("gives tokens with the claims of Cognito, groups included", async () => {
    const Username = await person();
    await call("AdminAddUserToGroup", { Username, GroupName: "superusers" });
    const answer = await login(Username);

    const access = claims(tokenOf(answer, "AccessToken"));
    expect(access).toMatchObject({
      iss: "https://issuer",
      client_id: "web",
      token_use: "access",
      "cognito:groups": ["superusers"],
      username: Username,
    });
    expect(Number(access["exp"]) - Number(access["iat"])).toBe(900);
    expect(claims(tokenOf(answer, "IdToken"))).toMatchObject({
      aud: "web",
      token_use: "id",
      email: `${Username}@example.com`,
    });
    expect(tokenOf(answer, "RefreshToken").length).toBeGreaterThan(1500);
  });

  it("fails alike for a wrong password and an unknown person", async () => {
    const wrong = await login(await person(), "wrong password");

    expect(wrong).toEqual({ error: "NotAuthorizedException", message: "Incorrect username or password." });
    expect(await login("nobody")).toEqual(wrong);
  });

  it("is refused to a disabled person, and by a client without the flow", async () => {
    const Username = await person();
    const token = tokenOf(await login(Username), "RefreshToken");
    await call("AdminDisableUser", { Username });

    expect(await login(Username)).toMatchObject({ error: "NotAuthorizedException" });
    expect(await refresh(token)).toMatchObject({ error: "NotAuthorizedException" });
    await call("AdminEnableUser", { Username });
    expect(await refresh(token)).toHaveProperty("AuthenticationResult");
    expect(await login(Username, "long enough", "bare")).toMatchObject({ error: "InvalidParameterException" });
    expect(await login(Username, "long enough", "unknown")).toMatchObject({ error: "ResourceNotFoundException" });
  });

  it("asks for a new password when the present one is temporary", async () => {
    const Username = await person();
    await call("AdminSetUserPassword", { Username, Password: "temporary" });

    expect(await login(Username, "temporary")).toMatchObject({ ChallengeName: "NEW_PASSWORD_REQUIRED" });
  });
});

describe("a refresh token", () => {
  it("gives new tokens with the groups of today", async () => {
    const Username = await person();
    const token = tokenOf(await login(Username), "RefreshToken");
    await call("AdminAddUserToGroup", { Username, GroupName: "superusers" });

    const answer = await refresh(token);

    expect(claims(tokenOf(answer, "AccessToken"))).toMatchObject({ "cognito:groups": ["superusers"] });
    expect(at(answer, "AuthenticationResult", "RefreshToken")).toBeUndefined();
  });

  it("ends when it is revoked, which may be repeated", async () => {
    const token = tokenOf(await login(await person()), "RefreshToken");

    expect(await call("RevokeToken", { ClientId: "web", Token: token })).toEqual({});
    expect(await call("RevokeToken", { ClientId: "web", Token: token })).toEqual({});
    expect(await refresh(token)).toMatchObject({ error: "NotAuthorizedException" });
    expect(await call("RevokeToken", { ClientId: "bare", Token: token })).toMatchObject({
      error: "UnsupportedOperationException",
    });
  });

  it("ends with all others of its person on a global sign-out", async () => {
    const Username = await person();
    const tokens = [tokenOf(await login(Username), "RefreshToken"), tokenOf(await login(Username), "RefreshToken")];

    await call("AdminUserGlobalSignOut", { Username });

    for (const token of tokens) expect(await refresh(token)).toMatchObject({ error: "NotAuthorizedException" });
  });
});

describe("groups", () => {
  it("are those of the template, and change by adding and removing", async () => {
    const Username = await person();
    await call("AdminAddUserToGroup", { Username, GroupName: "superusers" });

    expect(await call("AdminListGroupsForUser", { Username })).toMatchObject({ Groups: [{ GroupName: "superusers" }] });
    await call("AdminRemoveUserFromGroup", { Username, GroupName: "superusers" });
    expect(await call("AdminListGroupsForUser", { Username })).toMatchObject({ Groups: [] });
    expect(await call("AdminAddUserToGroup", { Username, GroupName: "other" })).toMatchObject({
      error: "ResourceNotFoundException",
    });
  });
});

describe("an unknown parameter", () => {
  it("is refused, not ignored", async () => {
    expect(await call("AdminGetUser", { Username: "ada", ClientMetadata: {} })).toMatchObject({
      error: "InvalidParameterException",
    });
  });
});
