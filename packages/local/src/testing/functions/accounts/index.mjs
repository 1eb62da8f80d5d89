import * as sdk from "@aws-sdk/client-cognito-identity-provider";

const client = new sdk.CognitoIdentityProviderClient({});
const pool = { UserPoolId: process.env.POOL_ID };

/** The two calls of the product that the development key relies on. */
export async function handler(event) {
  const body = JSON.parse(event.body);
  if (event.routeKey.startsWith("POST")) {
    const { User } = await client.send(
      new sdk.AdminCreateUserCommand({ ...pool, Username: body.username, MessageAction: "SUPPRESS" }),
    );
    const sub = User.Attributes.find(({ Name }) => Name === "sub").Value;
    return { statusCode: 201, body: JSON.stringify({ user: { id: sub } }) };
  }
  const { claims } = event.requestContext.authorizer.jwt;
  if (claims["cognito:groups"] !== "[superusers]" || claims.sub !== event.pathParameters.id) return { statusCode: 403 };
  await client.send(new sdk.AdminAddUserToGroupCommand({ ...pool, Username: "superuser", GroupName: "superusers" }));
  return { statusCode: 200, body: "{}" };
}
