import { describe, expect, it } from "vitest";
import { signedFields, signedUrl, type Signer } from "./signing.ts";

/** Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters", example. */
const example: Signer = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  sessionToken: undefined,
  region: "us-east-1",
};

describe("A signed address", () => {
  it("is the one of Amazon's own example", () => {
    const at = new Date("2013-05-24T00:00:00Z");
    const url = signedUrl(
      example,
      "GET",
      new URL("https://examplebucket.s3.amazonaws.com/test.txt"),
      {},
      { seconds: 86_400, at },
    );

    expect(url).toMatch(/X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404$/);
  });

  it("carries the role's token", () => {
    const url = signedUrl(
      { ...example, sessionToken: "a+b" },
      "GET",
      new URL("https://b.example/k"),
      {},
      { seconds: 1 },
    );

    expect(new URL(url).searchParams.get("X-Amz-Security-Token")).toBe("a+b");
  });
});

describe("Signed fields", () => {
  it("fix key, type and size, and nothing is left to whoever sends them", () => {
    const at = new Date("2026-01-02T03:04:05.678Z");
    const fields = signedFields(example, "files", { key: "a/1/b", type: "text/plain", bytes: 7 }, { seconds: 60, at });
    const { policy = "", "x-amz-signature": signature, ...others } = fields;

    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(Buffer.from(policy, "base64").toString())).toEqual({
      expiration: "2026-01-02T03:05:05.678Z",
      conditions: [
        { bucket: "files" },
        ...Object.entries(others).map(([name, value]) => ({ [name]: value })),
        ["content-length-range", 7, 7],
      ],
    });
  });
});
