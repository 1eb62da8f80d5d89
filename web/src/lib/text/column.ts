import { words } from "./words.ts";

/** What is said of a column while it is changed. */
export const columnForm = words("columnForm", {
  color: "Colour",
  colors: {
    "#6b778c": "Grey",
    "#0052cc": "Blue",
    "#00a3bf": "Teal",
    "#36b37e": "Green",
    "#ff991f": "Orange",
    "#de350b": "Red",
    "#6554c0": "Purple",
  },
  ownColor: (color: string) => `Its own (${color})`,
  columnName: "Column name",
  deleteColumnTitle: (name: string) => `Delete ${name}?`,
  moveTickets: "Move its tickets to",
  wipHint: "At most so many tickets at once; empty for no limit.",
  wipLimit: "Limit",
  status: "Its tickets are",
});
