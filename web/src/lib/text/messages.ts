import { words } from "./words.ts";

/** Every word that people read, here and in first.ts. Codes come from the API; unknown ones fall back to its own sentence. */

export { app, auth, problem } from "./first.ts";

export const shell = words("shell", {
  layers: "Menus",
  skip: "Skip to content",
  pages: "Pages",
  projects: "Projects",
  project: (name: string) => `Project: ${name}`,
  newProject: "New project",
  prove: "Prove your e-mail address",
  settings: "Settings",
  account: (name: string, email: string) => `Account: ${name} ${email}`,
  theme: "Theme",
  themes: { system: "System theme", light: "Light theme", dark: "Dark theme" },
  projectName: "Name",
  projectNameHint: "For example “Website relaunch”.",
  projectKey: "Key",
  projectKeyHint:
    "2–10 capital letters and digits. Tickets are numbered with it: WEB-1, WEB-2. It can't be changed later.",
  createProject: "Create project",
  noProjects: "Create your first project",
  noProjectsLead: "A project is a board with its tickets and the people who work on them.",
});

export const board = words("board", {
  settings: "Project settings",
  columns: "Columns",
  members: (n: number) => (n === 1 ? "1 member" : `${n} members`),
  column: (name: string, n: number) => `${name}, ${n === 1 ? "1 ticket" : `${n} tickets`}`,
  tickets: (column: string) => `Tickets in ${column}`,
  fold: "Collapse",
  unfold: (column: string) => `Expand ${column}`,
  found: (n: number) => `${n} found`,
  endOf: (column: string) => `${column}, at its end`,
  limit: (n: number, limit: number) =>
    n > limit ? `${n} of at most ${limit}: over the limit` : `${n} of at most ${limit}`,
  add: "Add ticket",
  addTo: (column: string) => `Add ticket to ${column}`,
  addPlaceholder: "What needs doing?",
  addHint: "Enter adds it, Esc closes.",
  empty: "No tickets",
  moveTo: "Move to…",
  openTicket: "Open",
  cardMenu: (id: string) => `Actions for ${id}`,
  card: (id: string, name: string) => `${id}: ${name}`,
  overdue: "overdue",
  comments: (n: number) => (n === 1 ? "1 comment" : `${n} comments`),
  saving: "saving",
  more: "Load more tickets",
  columnMenu: (name: string) => `Actions for column ${name}`,
  editColumn: "Edit column",
  moveLeft: "Move left",
  moveRight: "Move right",
  addColumn: "Add column",
  deleteColumn: "Delete column",
});

export const release = words("release", {
  ready: "A new version of Tessera is there.",
  reload: "Reload",
});

export const offline = words("offline", {
  title: "You're offline.",
  lead: "What is loaded can be read; changes have to wait until the connection is back.",
});

/** What can be done from anywhere. */
export const commands = words("commands", {
  customers: "Customers",
  newTicket: "New ticket",
  filter: "Filter tickets",
  dashboard: "Dashboard",
  tickets: "Tickets",
  board: (project: string) => `Board of ${project}`,
  undo: "Undo",
  undoWords: "delete back",
  keys: "Keyboard shortcuts",
  ctrl: "Ctrl",
  search: "Search…",
  searchAll: "Search and commands",
});

export const filters = words("filters", {
  addedHidden: (name: string) => `“${name}” was added. The filters hide it.`,
});

export const drag = words("drag", {
  instruction: "Press space to pick a ticket up, enter to open it.",
  started: (item: string, zone: string, elsewhere: boolean) =>
    `Picked up ${item} in ${zone}. Move it with the arrow keys${elsewhere ? ", left and right to other columns" : ""}, put it down with space, or press escape to leave it where it was.`,
  position: (item: string, zone: string, position: number, count: number) =>
    `${item}: position ${position} of ${count} in ${zone}.`,
  dropped: (item: string, zone: string) => `Put down ${item} in ${zone}.`,
});

export const ticket = words("ticket", {
  dialog: (id: string) => `Ticket ${id}`,
  name: "Title",
  description: "Description",
  column: "Column",
  statusLabel: "Status",
  type: "Type",
  types: { task: "Task", bug: "Bug", story: "Story", epic: "Epic" },
  priority: "Priority",
  priorities: { 1: "Low", 2: "Medium", 3: "High", 4: "Critical" },
  urgency: "Urgency",
  urgencies: { low: "Low", normal: "Normal", high: "High" },
  importance: "Importance",
  importances: { low: "Low", normal: "Normal", high: "High", critical: "Critical" },
  statuses: { new: "New", in_progress: "In progress", review: "In review", done: "Done" },
  assignees: "Assignees",
  unassigned: "Nobody yet",
  reporter: "Reporter",
  due: "Due date",
  start: "Start date",
  parent: "Part of",
  more: "More of this ticket",
  toBoard: "To the board",
  subtasks: "Subtasks",
  activity: "Activity",
  actions: "Ticket actions",
  delete: "Delete ticket",
  deleted: (id: string) => `${id} deleted`,
  blankName: "A ticket needs a title. The old one is back.",
});

/** By error code of the API: what it means for the person in front of it. */
export const byCode: Readonly<Record<string, string>> = words("byCode", {
  "gateway.429": "That was a bit fast. Wait a moment, then try again.",
  "gateway.413": "That is too long to be saved.",
  "mail.not_sent": "The mail could not be sent just now. Try again in a few minutes.",
  "gateway.503": "The server is busy. Try again in a moment.",
});

/** By a field's reason (`error_codes`), or `field.reason`: in English the API's own sentences say it. */
export const byReason: Readonly<Record<string, (limit?: string) => string>> = words("byReason", {});

export const byStatus: Readonly<Record<number, string>> = words("byStatus", {
  401: "Your session has ended. Log in again.",
  403: "You aren't allowed to do that. Ask a project lead.",
  404: "It no longer exists, or you can't see it any more.",
  409: "Somebody else was faster. What you see is fresh now: look again, then retry.",
  412: "Somebody changed it in the meantime. What you see is fresh now: look again, then retry.",
  429: "That was a bit fast. Wait a moment, then try again.",
  500: "Something broke on our side. Try again; if it stays, tell us.",
  503: "The server is busy. Try again in a moment.",
});

export const refused = words("refused", {
  offline: "You're offline. Try again when the connection is back.",
  unknown: "That didn't work. Try again.",
  move: (id: string, why: string) => `${id} went back to where it was. ${why}`,
  moveForbidden:
    "Only its assignees, its reporter and project leads may move it. Ask one of them, or assign it to yourself if nobody has it.",
  moveConflict: "The tickets around it had just changed. The board is fresh now: move it again.",
  edit: (id: string, field: string, why: string) => `${field} of ${id} wasn't saved. ${why}`,
  editForbidden:
    "Only its assignees, its reporter and project leads may change it. Ask one of them, or assign it to yourself if nobody has it.",
  descriptionStale: "Somebody else changed it meanwhile. Your text is still in the field: compare, then save again.",
  create: (name: string, why: string) => `“${name}” wasn't added. ${why}`,
  remove: (id: string, why: string) => `${id} wasn't deleted. ${why}`,
  removeForbidden: "Only its reporter and project leads may delete it.",
  follow: (id: string, why: string) => `Following ${id} wasn't changed. ${why}`,
  column: (name: string, why: string) => `The column ${name} wasn't changed. ${why}`,
  setting: (why: string) => `That setting wasn't kept. ${why}`,
  refresh: (why: string) => `The board may be out of date. ${why}`,
});
