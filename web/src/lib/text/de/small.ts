import type * as column from "../column.ts";
import type * as first from "../first-steps.ts";
import type * as hint from "../hints.ts";
import type * as keys from "../keyboard.ts";
import type * as entry from "../register.ts";
import type * as picks from "../pick.ts";
import type * as step from "../steps.ts";
import type { Like } from "./like.ts";

export const columnForm: Like<typeof column.columnForm> = {
  color: "Farbe",
  colors: {
    "#6b778c": "Grau",
    "#0052cc": "Blau",
    "#00a3bf": "Türkis",
    "#36b37e": "Grün",
    "#ff991f": "Orange",
    "#de350b": "Rot",
    "#6554c0": "Violett",
  },
  ownColor: (color) => `Eigene (${color})`,
  columnName: "Name der Spalte",
  deleteColumnTitle: (name) => `${name} löschen?`,
  moveTickets: "Ihre Tickets verschieben nach",
  wipHint: "So viele Tickets höchstens auf einmal; leer heißt unbegrenzt.",
  wipLimit: "Limit",
  status: "Ihre Tickets sind",
};

export const firstSteps: Like<typeof first.firstSteps> = {
  emptyTitle: "Erste Schritte",
  emptyLead: "Dein Board ist bereit. Damit beginnen die meisten Teams:",
  stepTicket: "Das erste Ticket schreiben",
  stepTicketLead: "Ein Satz genügt. Einzelheiten können folgen.",
  stepColumns: "Die Spalten anpassen",
  stepColumnsLead: (names) => `Zurzeit: ${names}. Füge hier eine hinzu, ändere sie in ihren Menüs.`,
  stepProject: "Ein weiteres Projekt anlegen",
  stepProjectLead: "Ein Board je Team oder Ziel hält beide übersichtlich.",
};

export const hints: Like<typeof hint.hints> = {
  title: "Gut zu wissen",
  gotIt: "Verstanden",
  noMore: "Keine Hinweise mehr",
  search: (keys) => `${keys} findet jedes Ticket und tut alles andere, was du beim Namen nennst.`,
  board: "Zieh eine Karte, oder drück auf ihr die Leertaste und beweg sie mit den Pfeiltasten.",
  ticket: "Jedes Feld eines Tickets wird gespeichert, wenn du es verlässt. Einen Knopf dafür gibt es nicht.",
  list: "Wähle mehrere Zeilen aus, um sie auf einmal zu ändern. Ein Link auf diese Seite zeigt anderen dieselbe Liste.",
  dashboard:
    "Zieh die Kästen, wie du sie magst. Auch ein Filter, den du auf der Seite Tickets sicherst, kann einer sein.",
  keys: "Drück überall auf ?, um zu sehen, was die Tasten tun.",
};

export const keyboard: Like<typeof keys.keyboard> = {
  title: "Tastatur",
  anywhere: "Überall",
  onBoard: "Auf einem Board",
  palette: "Suchen und alles tun",
  inTicket: "In einem Ticket",
  ticket: [
    [["Strg", "Enter"], "Einen Kommentar abschicken, einen Text speichern"],
    [["@"], "Ein Mitglied nennen"],
    [["Strg", "V"], "Anhängen, was kopiert wurde; in einem Text auch zeigen"],
  ],
  list: [
    [["Tab"], "Zur nächsten Karte"],
    [["Enter"], "Die Karte öffnen"],
    [["Leertaste"], "Die Karte aufnehmen, ablegen"],
    [["←", "↑", "↓", "→"], "Bewegen, was aufgenommen ist"],
    [["Esc"], "Liegen lassen, wo es war; schließen, was offen ist"],
  ],
};

export const pick: Like<typeof picks.pick> = {
  nothingFound: "Nichts gefunden",
  remove: (what) => `${what} entfernen`,
};

export const register: Like<typeof entry.register> = {
  title: "Leg dein Konto an",
  lead: "Du beginnst mit einem eigenen Projekt und seinem Board.",
  usernameHint: "Nur Buchstaben, Ziffern und _ . + -",
  passwordHint: "Mindestens 8 Zeichen.",
  haveAccount: "Hast du schon ein Konto?",
};

export const steps: Like<typeof step.steps> = {
  previous: "Voriges Ticket",
  next: "Nächstes Ticket",
  copy: "Kopieren",
  copyLink: "Link kopieren",
  copyKey: "Schlüssel kopieren",
  linkCopied: "Link kopiert",
  keyCopied: (id) => `${id} kopiert`,
  notCopied: (what) => `Der Browser lässt das Kopieren nicht zu. Hier ist es: ${what}`,
};

export const assign: Like<typeof step.assign> = { me: "Mir zuweisen" };
