import type * as english from "../first.ts";
import type { Like } from "./like.ts";

export const app: Like<typeof english.app> = {
  name: "Tessera",
  tagline: "Der schnelle, ruhige Ort für die Tickets deines Teams.",
  close: "Schließen",
  cancel: "Abbrechen",
  save: "Speichern",
  retry: "Noch einmal versuchen",
  loading: "Wird geladen…",
  title: (page) => `${page} · Tessera`,
};

export const auth: Like<typeof english.auth> = {
  login: "Anmelden",
  loginTitle: "Willkommen zurück",
  register: "Konto anlegen",
  username: "Benutzername",
  usernameOrEmail: "Benutzername oder E-Mail",
  email: "E-Mail",
  password: "Passwort",
  show: "Passwort anzeigen",
  showShort: "Anzeigen",
  hideShort: "Verbergen",
  hide: "Passwort verbergen",
  forgot: "Passwort vergessen?",
  noAccount: "Neu bei Tessera?",
  logout: "Abmelden",
  wrongLogin: "Benutzername und Passwort passen nicht zusammen.",
  unreachable: "Du bist offline. Versuch es noch einmal, wenn die Verbindung wieder da ist.",
};

export const problem: Like<typeof english.problem> = {
  missingTitle: "Hier ist nichts",
  missingLead: "Diese Seite gibt es nicht, oder sie gehört zu einem Projekt, das du nicht sehen kannst.",
  offlineTitle: "Du bist offline",
  offlineLead: "Der Server ist nicht erreichbar. Was du siehst, kann veraltet sein, bis die Verbindung wieder da ist.",
  oursTitle: "Das war unser Fehler",
  oursLead: "Bei uns ist etwas schiefgegangen. Von dir ist nichts verloren; ein neuer Versuch hilft oft.",
  home: "Zu meinem Board",
  request: (id) => `Anfrage ${id}`,
};
