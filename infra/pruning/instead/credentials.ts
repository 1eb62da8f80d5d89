/** As the SDK takes them (AwsCredentialIdentity). */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * A function's credentials, which Lambda puts into its environment. The SDK's own chain also knows files, SSO, processes,
 * web identities, containers and instances; none of them is met in a function.
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new Error(
      "No AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment: a bundled function takes credentials from nowhere else.",
    );
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
