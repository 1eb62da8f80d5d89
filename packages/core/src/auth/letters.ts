import type { Letter } from "../mail/mail.ts";
import { minutes } from "./code.ts";

/** What we write to people. The code is never in the subject, which locked phones show. */
export const proofLetter = (username: string, code: string): Letter => ({
  subject: "Your code for Tessera",
  paragraphs: [
    `Hello ${username}, with this code you prove that this e-mail address is yours:`,
    `It is good for ${minutes} minutes and for one use. If you didn't ask for it, you need not do anything.`,
  ],
  code,
});

export const resetLetter = (username: string, code: string): Letter => ({
  subject: "A new password for Tessera",
  paragraphs: [
    `Hello ${username}, with this code you can set a new password:`,
    `It is good for ${minutes} minutes and for one use. If you didn't ask for it, you need not do anything: your password stays as it is. Never tell the code to anybody.`,
  ],
  code,
});

export const changedLetter = (username: string): Letter => ({
  subject: "Your password for Tessera was changed",
  paragraphs: [
    `Hello ${username}, your password was changed just now, and everybody who was logged in with the old one is logged out.`,
    'If that wasn\'t you, set a new password at once: choose "Forgot your password?" where you log in.',
  ],
});
