import { invalid } from "../kit/error.ts";
import { folded } from "../user/find.ts";

/**
 * The passwords that are tried first everywhere, of those with eight characters or more; from the head of
 * the common lists that NIST SP 800-63B section 5.1.1.2 asks to compare with.
 */
const common = new Set(
  (
    "12345678 123456789 1234567890 12345678910 87654321 0987654321 11111111 00000000 88888888 12341234 11223344 12344321 123123123 987654321 " +
    "password password1 password12 password123 password1234 passw0rd p@ssword p@ssw0rd passwort passwort1 qwertyui qwertyuiop qwerty123 qwerty1234 " +
    "qwertz123 qwertzui qwertzuiop asdfghjk asdfghjkl 1q2w3e4r 1q2w3e4r5t 1qaz2wsx zaq12wsx qazwsxedc qwer1234 abcd1234 abc12345 abcdefgh abcdefg1 " +
    "a1b2c3d4 aa123456 a1234567 iloveyou iloveyou1 sunshine sunshine1 princess princess1 football football1 baseball baseball1 superman superman1 " +
    "trustno1 letmein1 welcome1 welcome123 admin123 admin1234 administrator changeme changeme1 default1 whatever computer internet michelle " +
    "jennifer starwars master123 dragon123 monkey123 shadow123 michael1 charlie1 samsung1 killer123 lovelove pokemon1 liverpool corvette mercedes " +
    "midnight access14 mustang1 jordan23 pa55word pa$$word test1234 testtest testing123 secret123 hello123 helloworld nothing1 football123"
  ).split(" "),
);

/** @throws AppError `invalid` when the password is the name, the address, or one that everybody tries first. */
export function mustBeGuessProof(password: string, username: string, email: string, field = "password"): void {
  const p = folded(password);
  if (p === folded(username) || p === folded(email) || p === folded(email).split("@")[0])
    throw invalid(field, "too_similar", "The password may not be your user name or e-mail address.");
  if (common.has(p)) throw invalid(field, "too_common", "This is one of the most common passwords; choose another.");
}
