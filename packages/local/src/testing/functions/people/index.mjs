import * as sdk from "@aws-sdk/client-cognito-identity-provider";

const client = new sdk.CognitoIdentityProviderClient({ maxAttempts: 1 });

/** Runs one Cognito command on the pool: `{action, input}`. */
export async function handler({ action, input }) {
  const pool = action === "RevokeToken" ? { ClientId: process.env.CLIENT_ID } : { UserPoolId: process.env.POOL_ID };
  const login = action === "AdminInitiateAuth" ? { ClientId: process.env.CLIENT_ID } : {};
  try {
    const { $metadata: _, ...output } = await client.send(new sdk[`${action}Command`]({ ...pool, ...login, ...input }));
    return { output };
  } catch (error) {
    return { error: error.name, message: error.message };
  }
}
