import { words } from "./words.ts";

/** The words of going from ticket to ticket, and of taking one along. */
export const steps = words("steps", {
  previous: "Previous ticket",
  next: "Next ticket",
  copy: "Copy",
  copyLink: "Copy link",
  copyKey: "Copy key",
  linkCopied: "Link copied",
  keyCopied: (id: string) => `${id} copied`,
  notCopied: (what: string) => `The browser doesn't let it be copied. Here it is: ${what}`,
});

export const assign = words("assign", {
  me: "Assign to me",
});
