import { words } from "./words.ts";

/** How a board shows its cards: in lanes, and how densely. */
export const display = words("display", {
  menu: "Display",
  lanes: "Swimlanes",
  kinds: { none: "None", assignee: "By assignee", epic: "By epic", priority: "By priority" },
  laneCommands: {
    none: "Swimlanes: none",
    assignee: "Swimlanes by assignee",
    epic: "Swimlanes by epic",
    priority: "Swimlanes by priority",
  },
  cards: "Cards",
  densities: { comfortable: "Comfortable", compact: "Compact" },
  densityCommands: { comfortable: "Comfortable cards", compact: "Compact cards" },
  words: "display view group swimlanes lanes density",
});

export const lanes = words("lanes", {
  unassigned: "Unassigned",
  noEpic: "No epic",
  lane: (name: string, n: string) => `${name}, ${n === "1" ? "1 ticket" : `${n} tickets`}`,
  /** A cell's name: its column's and its lane's. */
  cell: (column: string, lane: string) => `${column}, ${lane}`,
  fold: (lane: string) => `Tickets of ${lane}`,
  carry: { assignee: "Assign to…", epic: "Make part of…", priority: "Set priority…" },
  isEpic: (id: string) => `${id} is an epic and has a lane of its own. It can only be moved along that lane.`,
  isPart: (id: string, parent: string) =>
    `${id} is part of ${parent} and goes with it. Move ${parent} to another epic, or change what ${id} is part of in the ticket.`,
  epicsFailed: (why: string) => `Some epics may be missing. ${why}`,
});
