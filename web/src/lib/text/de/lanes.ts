import type * as english from "../lanes.ts";
import type { Like } from "./like.ts";

export const display: Like<typeof english.display> = {
  menu: "Ansicht",
  lanes: "Bahnen",
  kinds: { none: "Keine", assignee: "Nach Zuständigen", epic: "Nach Epic", priority: "Nach Priorität" },
  laneCommands: {
    none: "Keine Bahnen",
    assignee: "Bahnen nach Zuständigen",
    epic: "Bahnen nach Epic",
    priority: "Bahnen nach Priorität",
  },
  cards: "Karten",
  densities: { comfortable: "Geräumig", compact: "Kompakt" },
  densityCommands: { comfortable: "Geräumige Karten", compact: "Kompakte Karten" },
  words: "ansicht gruppieren swimlanes bahnen dichte",
};

export const lanes: Like<typeof english.lanes> = {
  unassigned: "Niemandem zugewiesen",
  noEpic: "Kein Epic",
  lane: (name, n) => `${name}, ${n === "1" ? "1 Ticket" : `${n} Tickets`}`,
  cell: (column, lane) => `${column}, ${lane}`,
  fold: (lane) => `Tickets von ${lane}`,
  carry: { assignee: "Zuweisen an …", epic: "Zum Teil machen von …", priority: "Priorität setzen …" },
  isEpic: (id) => `${id} ist ein Epic und hat eine eigene Bahn. Es lässt sich nur in dieser verschieben.`,
  isPart: (id, parent) =>
    `${id} ist Teil von ${parent} und geht mit ihm. Verschieb ${parent} in ein anderes Epic, oder ändere im Ticket, wovon ${id} Teil ist.`,
  epicsFailed: (why) => `Vielleicht fehlen Epics. ${why}`,
};
