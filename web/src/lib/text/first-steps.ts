import { words } from "./words.ts";

/** What an empty board proposes. */
export const firstSteps = words("firstSteps", {
  emptyTitle: "First steps",
  emptyLead: "Your board is ready. What gets most teams going:",
  stepTicket: "Write the first ticket",
  stepTicketLead: "One sentence is enough. Details can follow.",
  stepColumns: "Make the columns yours",
  stepColumnsLead: (names: string) => `Now: ${names}. Add one here, change them in their menus.`,
  stepProject: "Make another project",
  stepProjectLead: "One board per team or goal keeps both calm.",
});
