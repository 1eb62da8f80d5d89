import type * as english from "../messages.ts";
import type { Like } from "./like.ts";

export const shell: Like<typeof english.shell> = {
  layers: "Menüs",
  skip: "Zum Inhalt springen",
  pages: "Seiten",
  projects: "Projekte",
  project: (name) => `Projekt: ${name}`,
  newProject: "Neues Projekt",
  prove: "E-Mail-Adresse bestätigen",
  settings: "Einstellungen",
  account: (name, email) => `Konto: ${name} ${email}`,
  theme: "Farben",
  themes: { system: "Farben wie im System", light: "Helle Farben", dark: "Dunkle Farben" },
  projectName: "Name",
  projectNameHint: "Zum Beispiel „Neue Website“.",
  projectKey: "Schlüssel",
  projectKeyHint:
    "2–10 Großbuchstaben und Ziffern. Danach werden Tickets nummeriert: WEB-1, WEB-2. Später kann er nicht mehr geändert werden.",
  createProject: "Projekt anlegen",
  noProjects: "Leg dein erstes Projekt an",
  noProjectsLead: "Ein Projekt ist ein Board mit seinen Tickets und den Menschen, die daran arbeiten.",
};

const tickets = (n: number) => (n === 1 ? "1 Ticket" : `${n} Tickets`);

export const board: Like<typeof english.board> = {
  settings: "Einstellungen des Projekts",
  columns: "Spalten",
  members: (n) => (n === 1 ? "1 Mitglied" : `${n} Mitglieder`),
  column: (name, n) => `${name}, ${tickets(n)}`,
  tickets: (column) => `Tickets in ${column}`,
  fold: "Einklappen",
  unfold: (column) => `${column} ausklappen`,
  found: (n) => `${n} gefunden`,
  endOf: (column) => `${column}, an das Ende`,
  limit: (n, limit) => (n > limit ? `${n} von höchstens ${limit}: über dem Limit` : `${n} von höchstens ${limit}`),
  add: "Ticket hinzufügen",
  addTo: (column) => `Ticket hinzufügen zu ${column}`,
  addPlaceholder: "Was ist zu tun?",
  addHint: "Enter fügt es hinzu, Esc schließt.",
  empty: "Keine Tickets",
  moveTo: "Verschieben nach…",
  openTicket: "Öffnen",
  cardMenu: (id) => `Aktionen für ${id}`,
  card: (id, name) => `${id}: ${name}`,
  overdue: "überfällig",
  comments: (n) => (n === 1 ? "1 Kommentar" : `${n} Kommentare`),
  saving: "wird gespeichert",
  more: "Mehr Tickets laden",
  columnMenu: (name) => `Aktionen für die Spalte ${name}`,
  editColumn: "Spalte bearbeiten",
  moveLeft: "Nach links verschieben",
  moveRight: "Nach rechts verschieben",
  addColumn: "Spalte hinzufügen",
  deleteColumn: "Spalte löschen",
};

export const release: Like<typeof english.release> = {
  ready: "Eine neue Version von Tessera ist da.",
  reload: "Neu laden",
};

export const offline: Like<typeof english.offline> = {
  title: "Du bist offline.",
  lead: "Was geladen ist, kannst du lesen; Änderungen müssen warten, bis die Verbindung wieder da ist.",
};

export const commands: Like<typeof english.commands> = {
  customers: "Kundschaft",
  newTicket: "Neues Ticket",
  filter: "Tickets filtern",
  dashboard: "Übersicht",
  tickets: "Tickets",
  board: (project) => `Board von ${project}`,
  undo: "Rückgängig",
  undoWords: "löschen zurück widerrufen",
  keys: "Tastenkürzel",
  ctrl: "Strg",
  search: "Suchen…",
  searchAll: "Suche und Befehle",
};

export const filters: Like<typeof english.filters> = {
  addedHidden: (name) => `„${name}“ wurde hinzugefügt. Die Filter verbergen es.`,
};

export const drag: Like<typeof english.drag> = {
  instruction: "Mit der Leertaste nimmst du ein Ticket auf, mit Enter öffnest du es.",
  started: (item, zone, elsewhere) =>
    `${item} in ${zone} aufgenommen. Beweg es mit den Pfeiltasten${elsewhere ? ", nach links und rechts in andere Spalten" : ""}, leg es mit der Leertaste ab, oder lass es mit Escape, wo es war.`,
  position: (item, zone, position, count) => `${item}: Position ${position} von ${count} in ${zone}.`,
  dropped: (item, zone) => `${item} in ${zone} abgelegt.`,
};

export const ticket: Like<typeof english.ticket> = {
  dialog: (id) => `Ticket ${id}`,
  name: "Titel",
  description: "Beschreibung",
  column: "Spalte",
  statusLabel: "Status",
  type: "Typ",
  types: { task: "Aufgabe", bug: "Fehler", story: "Story", epic: "Epic" },
  priority: "Priorität",
  priorities: { 1: "Niedrig", 2: "Mittel", 3: "Hoch", 4: "Kritisch" },
  urgency: "Dringlichkeit",
  urgencies: { low: "Niedrig", normal: "Normal", high: "Hoch" },
  importance: "Wichtigkeit",
  importances: { low: "Niedrig", normal: "Normal", high: "Hoch", critical: "Kritisch" },
  statuses: { new: "Neu", in_progress: "In Arbeit", review: "In Prüfung", done: "Erledigt" },
  assignees: "Zuständige",
  unassigned: "Noch niemand",
  reporter: "Gemeldet von",
  due: "Fällig am",
  start: "Beginnt am",
  parent: "Teil von",
  more: "Mehr zu diesem Ticket",
  toBoard: "Zum Board",
  subtasks: "Unteraufgaben",
  activity: "Verlauf",
  actions: "Aktionen für das Ticket",
  delete: "Ticket löschen",
  deleted: (id) => `${id} gelöscht`,
  blankName: "Ein Ticket braucht einen Titel. Der alte steht wieder da.",
};

export const byStatus: Like<typeof english.byStatus> = {
  401: "Deine Sitzung ist zu Ende. Melde dich noch einmal an.",
  403: "Das darfst du nicht. Frag jemanden, der das Projekt leitet.",
  404: "Das gibt es nicht mehr, oder du kannst es nicht mehr sehen.",
  409: "Jemand war schneller. Was du siehst, ist jetzt frisch: sieh noch einmal hin, dann versuch es erneut.",
  412: "Jemand hat es inzwischen geändert. Was du siehst, ist jetzt frisch: sieh noch einmal hin, dann versuch es erneut.",
  429: "Das ging etwas schnell. Warte einen Augenblick, dann versuch es noch einmal.",
  500: "Bei uns ist etwas schiefgegangen. Versuch es noch einmal; wenn es so bleibt, sag uns Bescheid.",
  503: "Der Server ist beschäftigt. Versuch es gleich noch einmal.",
};

export const refused: Like<typeof english.refused> = {
  offline: "Du bist offline. Versuch es noch einmal, wenn die Verbindung wieder da ist.",
  unknown: "Das hat nicht geklappt. Versuch es noch einmal.",
  move: (id, why) => `${id} ist wieder, wo es war. ${why}`,
  moveForbidden:
    "Nur Zuständige, Meldende und Projektleitende dürfen es verschieben. Frag sie, oder weise es dir zu, wenn niemand zuständig ist.",
  moveConflict:
    "Die Tickets ringsum hatten sich gerade geändert. Das Board ist jetzt frisch: verschieb es noch einmal.",
  edit: (id, field, why) => `${field} von ${id} wurde nicht gespeichert. ${why}`,
  editForbidden:
    "Nur Zuständige, Meldende und Projektleitende dürfen es ändern. Frag sie, oder weise es dir zu, wenn niemand zuständig ist.",
  descriptionStale:
    "Jemand hat sie inzwischen geändert. Dein Text steht noch im Feld: vergleiche, dann speichere noch einmal.",
  create: (name, why) => `„${name}“ wurde nicht hinzugefügt. ${why}`,
  remove: (id, why) => `${id} wurde nicht gelöscht. ${why}`,
  removeForbidden: "Nur wer es gemeldet hat und Projektleitende dürfen es löschen.",
  follow: (id, why) => `Ob du ${id} beobachtest, wurde nicht geändert. ${why}`,
  column: (name, why) => `Die Spalte ${name} wurde nicht geändert. ${why}`,
  setting: (why) => `Diese Einstellung wurde nicht behalten. ${why}`,
  refresh: (why) => `Das Board ist vielleicht nicht aktuell. ${why}`,
};
