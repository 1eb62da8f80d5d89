import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { createServer } from "node:http";
import { listen } from "../kit/listen.ts";
import { readBody } from "../kit/body.ts";
import { verifySignature, type Credentials, type SignedRequest } from "./sigv4.ts";

const credentials: Credentials = { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "secret", sessionToken: "token" };

/** A request as the SDK really signs and sends it. */
async function signedRequest(): Promise<SignedRequest> {
  let seen: SignedRequest | undefined;
  const server = createServer((request, response) => {
    void readBody(request, 1e6).then((body) => {
      seen = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers as Record<string, string>,
        body,
      };
      response.end('{"TableNames":[]}');
    });
  });
  const listening = await listen(server, 0);
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${listening.port}`,
    region: "eu-central-1",
    credentials,
  });
  await client.send(new ListTablesCommand({ Limit: 7 }));
  await listening.close();
  if (!seen) throw new Error("nothing was sent");
  return seen;
}

const request = await signedRequest();
const find = (id: string): Credentials | undefined => (id === credentials.accessKeyId ? credentials : undefined);
const code = (changed: Partial<SignedRequest>, now?: number): string => {
  try {
    verifySignature({ ...request, ...changed }, find, now);
    return "accepted";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("a signature", () => {
  it("of the SDK is accepted, and names its signer and service", () => {
    expect(verifySignature(request, find)).toEqual({ caller: credentials, service: "dynamodb" });
  });

  it("is refused when body, path, a signed header or the method was changed", () => {
    expect(code({ body: Buffer.from('{"Limit":8}') })).toBe("InvalidSignatureException");
    expect(code({ url: "/other" })).toBe("InvalidSignatureException");
    expect(code({ method: "PUT" })).toBe("InvalidSignatureException");
    expect(code({ headers: { ...request.headers, "x-amz-target": "DynamoDB_20120810.DeleteTable" } })).toBe(
      "InvalidSignatureException",
    );
  });

  it("is refused for an unknown key, another token, an old date, or none at all", () => {
    const authorization = request.headers["authorization"]?.replace("ASIAEXAMPLE", "ASIAOTHER");

    expect(code({ headers: { ...request.headers, authorization } })).toBe("UnrecognizedClientException");
    expect(code({ headers: { ...request.headers, "x-amz-security-token": "other" } })).toBe(
      "UnrecognizedClientException",
    );
    expect(code({}, Date.now() + 16 * 60_000)).toBe("InvalidSignatureException");
    expect(code({ headers: {} })).toBe("IncompleteSignatureException");
  });
});
