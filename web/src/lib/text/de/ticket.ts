import type * as activities from "../activity.ts";
import type * as comment from "../comments.ts";
import type * as file from "../files.ts";
import type * as link from "../links.ts";
import type * as marked from "../markdown.ts";
import type * as tag from "../tags.ts";
import type * as opened from "../ticket.ts";
import type { Like } from "./like.ts";

export const activity: Like<typeof activities.activity> = {
  somebody: "Jemand",
  none: "Keine",
  kinds: {
    "ticket.created": "hat dieses Ticket angelegt",
    "ticket.deleted": "hat dieses Ticket gelöscht",
    "comment.created": "hat kommentiert",
    "comment.updated": "hat einen Kommentar geändert",
    "comment.deleted": "hat einen Kommentar gelöscht",
  },
  other: "hat dieses Ticket geändert",
  attached: (file) => `hat ${file} angehängt`,
  detached: (file) => `hat die Datei ${file} gelöscht`,
  linked: (link) => `hat die Verknüpfung „${link}“ hinzugefügt`,
  unlinked: (link) => `hat die Verknüpfung „${link}“ entfernt`,
  fields: {
    name: "den Titel",
    description: "die Beschreibung",
    type: "den Typ",
    status: "den Status",
    priority_id: "die Priorität",
    urgency: "die Dringlichkeit",
    importance: "die Wichtigkeit",
    column: "die Spalte",
    assignee_ids: "die Zuständigen",
    tag_names: "die Tags",
    parent: "das übergeordnete Ticket",
    due_date: "das Fälligkeitsdatum",
    start_date: "das Startdatum",
    rank: "die Position",
  },
  moved: (from, to) => `hat es von ${from} nach ${to} verschoben`,
  movedTo: (to) => `hat es nach ${to} verschoben`,
  reordered: "hat seine Position geändert",
  renamed: (to) => `hat es in „${to}“ umbenannt`,
  described: "hat die Beschreibung geändert",
  set: (field, to) => `hat ${field} auf ${to} gesetzt`,
  removed: (field) => `hat ${field} entfernt`,
  changed: (field) => `hat ${field} geändert`,
  assigned: (names) => `hat ${names} zugewiesen`,
  unassigned: (names) => `hat ${names} die Zuständigkeit genommen`,
  themselves: "sich selbst",
};

export const comments: Like<typeof comment.comments> = {
  story: "Verlauf",
  add: "Einen Kommentar schreiben",
  placeholder: "Schreib einen Kommentar. @ nennt ein Mitglied.",
  send: "Kommentieren",
  hint: "Strg Enter schickt ihn ab",
  edit: "Kommentar bearbeiten",
  delete: "Kommentar löschen",
  actions: (who) => `Aktionen für den Kommentar von ${who}`,
  by: (who) => `Kommentar von ${who}`,
  edited: "bearbeitet",
  sending: "wird gesendet…",
  earlier: "Früheres anzeigen",
  earlierFailed: (why) => `Was davor war, konnte nicht geladen werden. ${why}`,
  addFailed: (why) => `Dein Kommentar wurde nicht hinzugefügt. ${why}`,
  editFailed: (why) => `Dein Kommentar wurde nicht geändert. ${why}`,
  editForbidden: "Nur wer ihn geschrieben hat, darf ihn ändern.",
  stale: "Er wurde inzwischen anderswo geändert. Dein Text steht noch im Feld: vergleiche, dann speichere noch einmal.",
  deleted: "Kommentar gelöscht",
  deleteFailed: (why) => `Der Kommentar wurde nicht gelöscht. ${why}`,
  deleteForbidden: "Nur wer ihn geschrieben hat und Projektleitende dürfen ihn löschen.",
};

export const files: Like<typeof file.files> = {
  bytes: (n) => (n === 1 ? "1 Byte" : `${n} Bytes`),
  tab: "Dateien",
  list: "Angehängte Dateien",
  attach: "Dateien anhängen",
  limits:
    "Bis 100 MB je Datei, jeder Art, 200 an einem Ticket. Leg sie irgendwo auf dem Ticket ab oder füg sie dort ein.",
  none: "Noch keine Dateien.",
  dropHere: (id) => `Hier ablegen, um Dateien an ${id} anzuhängen`,
  loadFailed: "Die Dateien konnten nicht geladen werden.",
  uploading: (name) => `${name} wird hochgeladen`,
  progress: (percent) => `${percent} %`,
  finishing: "Gleich fertig…",
  waiting: "Unterwegs",
  cancel: (name) => `Hochladen von ${name} abbrechen`,
  retry: (name) => `${name} noch einmal versuchen`,
  giveUp: (name) => `${name} aufgeben`,
  preview: (name) => `${name} ansehen`,
  previewFailed: "Sie kann nicht gezeigt werden. Lade sie stattdessen herunter.",
  download: (name) => `${name} herunterladen`,
  remove: (name) => `${name} löschen`,
  removed: (name) => `${name} gelöscht`,
  removeFailed: (name, why) => `${name} wurde nicht gelöscht. ${why}`,
  removeForbidden: "Nur wer sie hochgeladen hat und Projektleitende dürfen sie löschen.",
  downloadFailed: (name, why) => `${name} kann jetzt nicht heruntergeladen werden. ${why}`,
  previous: "Voriges Bild",
  next: "Nächstes Bild",
  by: (name, when) => `${name}, ${when}`,
  somebody: "Jemand",
  unnamed: "Datei",
  pasted: "Bild",
  picture: "Bild",
  gone: (name) => `${name} (nicht mehr da)`,
  tooLarge: (name) => `${name} ist größer als 100 MB; mehr kann nicht angehängt werden.`,
  empty: (name) => `${name} ist leer oder ein Ordner; beides kann nicht angehängt werden.`,
  offline: (name) =>
    `${name} wurde nicht angehängt. Du bist offline. Versuch es noch einmal, wenn die Verbindung wieder da ist.`,
  refused: "Der Dateispeicher hat sie nicht angenommen.",
};

export const links: Like<typeof link.links> = {
  tab: "Verknüpfungen",
  list: (word) => `Tickets: dieses ${word}`,
  words: {
    blocks: "blockiert",
    is_blocked_by: "ist blockiert durch",
    relates_to: "hängt zusammen mit",
    duplicates: "wiederholt",
    is_duplicated_by: "wird wiederholt von",
    causes: "verursacht",
    is_caused_by: "wird verursacht von",
  },
  none: "Noch keine Verknüpfungen.",
  kind: "Dieses Ticket",
  ticket: "Ticket, das verknüpft wird",
  choose: "Ein Ticket nach Nummer oder Wörtern finden",
  remove: (id) => `Verknüpfung mit ${id} entfernen`,
  addFailed: (id, why) => `Die Verknüpfung mit ${id} wurde nicht hinzugefügt. ${why}`,
  taken: "Es gibt sie schon.",
  forbidden: "Nur Zuständige, Meldende und Projektleitende dürfen es verknüpfen.",
  removeFailed: (id, why) => `Die Verknüpfung mit ${id} wurde nicht entfernt. ${why}`,
  add: "Ein weiteres Ticket verknüpfen",
  loadFailed: "Die Verknüpfungen konnten nicht geladen werden.",
};

export const find: Like<typeof link.find> = {
  searching: "Wird gesucht…",
  failed: "Die Suche hat nicht geklappt. Tipp noch einmal.",
};

export const subtasks: Like<typeof link.subtasks> = {
  progress: (done, all) => `${done} von ${all} erledigt`,
  add: "Unteraufgabe hinzufügen",
  placeholder: "Was muss zuerst getan werden?",
  hint: "Enter fügt sie hinzu, Esc schließt.",
};

export const markdown: Like<typeof marked.markdown> = {
  views: "Wie es gezeigt wird",
  write: "Schreiben",
  preview: "Vorschau",
  edit: "Beschreibung bearbeiten",
  editShort: "Bearbeiten",
  theirs: "Inzwischen von jemand anderem gespeichert",
  nothing: "Nichts zu zeigen.",
  help: "Markdown: **fett**, `Code`, - Listen, [Links](https://…)",
  image: "Ein Bild einfügen",
  uploading: (name) => `${name} wird hochgeladen…`,
  stillUploading: "Ein Bild ist noch unterwegs.",
  people: "Mitglieder",
  found: (n) => (n === 1 ? "1 Mitglied zur Wahl" : `${n} Mitglieder zur Wahl`),
  done: "Erledigt:",
  open: "Zu tun:",
  code: "Code",
  table: "Tabelle",
  picture: "Bild",
};

export const tags: Like<typeof tag.tags> = {
  tags: "Tags",
  none: "Keine Tags",
  add: "Ein weiteres Tag hinzufügen",
  noneInProject: "Dieses Projekt hat noch keine Tags.",
};

export const open: Like<typeof opened.open> = {
  activityFailed: "Der Verlauf konnte nicht geladen werden.",
  asPage: "Als Seite öffnen",
  assign: "Noch jemanden zuweisen",
  blankName: "Ein Ticket braucht einen Titel. Der alte steht wieder da.",
  descriptionFailed: "Die Beschreibung konnte nicht geladen werden.",
  descriptionPlaceholder: "Füg eine Beschreibung hinzu: was, warum, und woran man merkt, dass es erledigt ist.",
  details: "Einzelheiten",
  follow: "Beobachten",
  following: "Beobachtet",
  goneLead: (id) => `${id} wurde gelöscht, oder es gehört zu einem Projekt, das du nicht sehen kannst.`,
  goneTitle: "Kein solches Ticket",
  noActivity: "Noch ist nichts geschehen.",
  noParent: "Kein anderes Ticket",
  noSubtasks: "Noch keine Unteraufgaben.",
  unfollow: "Nicht mehr beobachten",
};
