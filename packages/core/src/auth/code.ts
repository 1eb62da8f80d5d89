import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { EntityItem } from "electrodb";
import { invalid } from "../kit/error.ts";
import { remove, type Write } from "../table/transact.ts";
import { Code } from "./code.entity.ts";

export type CodeItem = EntityItem<typeof Code>;
type Purpose = CodeItem["purpose"];

/** Seconds. */
const lifetime = 15 * 60;
export const minutes = lifetime / 60;

/** Crockford's base 32: no letter that looks like a digit. Ten of them are 50 bits, which nobody guesses or reverses in
 * time; so no number of wrong tries has to end a code, and no stranger can spoil somebody's (docs/adr/0008). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const draw = (): string => Array.from({ length: 10 }, () => alphabet[randomInt(32)]).join("");

/** As people type it: in any case, with O for 0, I or L for 1, hyphens and blanks anywhere. */
const canonical = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");

const digestOf = (salt: string, code: string): Buffer => createHash("sha256").update(`${salt}:${code}`).digest();

/** Makes a code, keeps its digest in the place of an earlier one, and tells it: "K7QF2-MXP9D". */
export async function makeCode(user: string, purpose: Purpose): Promise<string> {
  const code = draw();
  const salt = randomBytes(16).toString("hex");
  const ttl = Math.floor(Date.now() / 1000) + lifetime;
  await Code.put({ user, purpose, salt, digest: digestOf(salt, code).toString("hex"), ttl }).go();
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

const wrong = () => invalid("code", "wrong", "This code is wrong, was used already, or is too old. Ask for a new one.");

/** The kept code that was typed. @throws AppError `invalid` for a wrong, a used and an old one alike. */
export async function matchCode(user: string, purpose: Purpose, typed: string): Promise<CodeItem> {
  const { data } = await Code.get({ user, purpose }).go({ consistent: true });
  const given = digestOf(data?.salt ?? "", canonical(typed));
  const kept = Buffer.from(data?.digest ?? "00".repeat(32), "hex");
  if (!data || !timingSafeEqual(given, kept) || data.ttl <= Date.now() / 1000) throw wrong();
  return data;
}

/** Uses a code up, in the transaction that does what it was for: of two at once, one is refused. */
export const useCode = ({ user, purpose, salt }: CodeItem): Write =>
  remove(
    Code.remove({ user, purpose })
      .where((a, o) => o.eq(a.salt, salt))
      .params(),
    wrong,
  );
