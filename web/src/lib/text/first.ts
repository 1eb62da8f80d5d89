import { words } from "./words.ts";

/** The words of the pages that come first: of those the browser loads no others. */

export const app = words("app", {
  name: "Tessera",
  tagline: "The fast, calm place for your team's tickets.",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  retry: "Try again",
  loading: "Loading…",
  title: (page: string) => `${page} · Tessera`,
});

export const auth = words("auth", {
  login: "Log in",
  loginTitle: "Welcome back",
  register: "Create account",
  username: "Username",
  usernameOrEmail: "Username or e-mail",
  email: "E-mail",
  password: "Password",
  show: "Show password",
  showShort: "Show",
  hideShort: "Hide",
  hide: "Hide password",
  forgot: "Forgot your password?",
  noAccount: "New to Tessera?",
  logout: "Log out",
  wrongLogin: "Username and password don't match.",
  unreachable: "You're offline. Try again when the connection is back.",
});

export const problem = words("problem", {
  missingTitle: "Nothing here",
  missingLead: "This page doesn't exist, or belongs to a project that you can't see.",
  offlineTitle: "You're offline",
  offlineLead: "The server can't be reached. What you see may be out of date until the connection is back.",
  oursTitle: "That was our fault",
  oursLead: "Something broke on our side. Nothing of yours is lost; trying again often helps.",
  home: "To my board",
  request: (id: string) => `Request ${id}`,
});
