import { words } from "./words.ts";

/** The words of those who register, and of what a name and a password may be. */
export const register = words("register", {
  title: "Create your account",
  lead: "You start with a project and a board of your own.",
  usernameHint: "Letters, digits and _ . + - only.",
  passwordHint: "At least 8 characters.",
  haveAccount: "Already have an account?",
});
