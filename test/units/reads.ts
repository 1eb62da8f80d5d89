import { asked, type Pattern } from "./pattern.ts";

export const reads: readonly Pattern[] = [
  asked("who am I", { trips: 1, reads: 3 }, ({ lead }) => lead("GET", "auth/me/")),
  asked("my projects, ten of them", { trips: 2, reads: 1 + 10 }, ({ ten }) => ten("GET", "projects/?page_size=10")),
  asked(
    "open a board: frame and counts, then the first 50 cards of each of 5 columns",
    { trips: 2, reads: 40 },
    ({ lead, project }) => lead("GET", `projects/${project}/board/`),
    true,
  ),
  asked(
    "the next 50 cards of a column",
    { trips: 1, reads: 8 },
    ({ lead, columns }) => lead("GET", `tickets/?column=${columns[0]}&ordering=rank&page_size=50`),
    true,
  ),
  asked(
    "open a ticket with 20 comments, first page of history, links and files",
    { trips: 2, reads: 8 },
    ({ lead, rich }) => lead("GET", `tickets/${rich}/?include=comments,activity,links,attachments`),
  ),
  asked("a ticket alone", { trips: 2, reads: 3 }, ({ lead, rich }) => lead("GET", `tickets/${rich}/`)),
  asked("a ticket's history, the first page of 20", { trips: 2, reads: 4 }, ({ lead, rich }) =>
    lead("GET", `tickets/${rich}/activity/`),
  ),
  asked("a ticket's comments, the first page of 20", { trips: 2, reads: 5 }, ({ lead, rich }) =>
    lead("GET", `comments/?ticket=${rich}`),
  ),
  asked("a ticket's links", { trips: 2, reads: 4 }, ({ lead, rich }) => lead("GET", `tickets/${rich}/links/`)),
  asked("a ticket's files", { trips: 2, reads: 3 }, ({ lead, rich }) => lead("GET", `attachments/?ticket=${rich}`)),
  asked("counts of the dashboard, one project", { trips: 2, reads: 4 }, ({ lead, project }) =>
    lead("GET", `tickets/counts/?project=${project}`),
  ),
  asked("counts of the dashboard, ten projects", { trips: 2, reads: 2 + 2 * 10 }, ({ ten }) =>
    ten("GET", "tickets/counts/"),
  ),
  asked("tags of a project with their counts", { trips: 3, reads: 4 }, ({ lead, project }) =>
    lead("GET", `tags/?project=${project}`),
  ),
  asked("people whom one may assign", { trips: 1, reads: 2 }, ({ lead, project }) =>
    lead("GET", `users/?project=${project}`),
  ),
];
