import { words } from "./words.ts";

/** A forgotten password, and the proof of one's address: what goes by mail. */
export const mail = words("mail", {
  forgotTitle: "Forgot your password?",
  forgotLead: "Tell us who you are, and we send a code to your e-mail address.",
  sendCode: "Send code",
  codeTitle: "Check your mail",
  codeLead: (name: string) =>
    `If ${name} has an account, a code is on its way. It is good for 15 minutes. Look into your spam folder, too.`,
  code: "Code from the mail",
  codeHint: "Ten letters and digits, like K7QF2-MXP9D.",
  newPassword: "New password",
  setPassword: "Set password and log in",
  again: "Send another code",
  back: "Back to log in",
  tooMany: "That was often. Wait a quarter of an hour, then try again.",
  proveLead: (email: string) =>
    `Then colleagues can add you to their projects by ${email}, and nobody else can claim it.`,
  proveSent: (email: string) => `A code is on its way to ${email}. It is good for 15 minutes.`,
  proveDo: "Prove address",
  proven: "Your e-mail address is proven.",
});
