import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import type { PasswordPolicy } from "../template/model.ts";
import { CognitoError, invalidParameter } from "./errors.ts";

/** Cheaper than a real service's, about 10 ms: this guards demo data on one machine, and tests log in often. */
const cost = { N: 4096 };

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password, salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key))),
  );

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString("hex")}:${(await derive(password, salt)).toString("hex")}`;
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [salt = "", key = ""] = hash.split(":");
  const have = await derive(password, Buffer.from(salt, "hex"));
  const want = Buffer.from(key, "hex");
  return have.length === want.length && timingSafeEqual(have, want);
}

/** Cognito takes at most 256 characters, and no white space at either end, whatever the policy. */
export function checkPassword(password: string, policy: PasswordPolicy): void {
  if (password.length > 256 || !/^\S+.*\S+$/s.test(password))
    throw invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$",
    );
  const rules: [boolean, string][] = [
    [password.length < policy.minimum, "Password not long enough"],
    [policy.lower && !/[a-z]/.test(password), "Password must have lowercase characters"],
    [policy.upper && !/[A-Z]/.test(password), "Password must have uppercase characters"],
    [policy.digit && !/[0-9]/.test(password), "Password must have numeric characters"],
    [
      policy.symbol && !/[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+= ]/.test(password),
      "Password must have symbol characters",
    ],
  ];
  const broken = rules.find(([applies]) => applies);
  if (broken) throw new CognitoError("InvalidPasswordException", `Password did not conform with policy: ${broken[1]}`);
}
