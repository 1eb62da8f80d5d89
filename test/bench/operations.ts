import { aName, aText, pick } from "./words.ts";
import { onePercent } from "./wish.ts";

/** The project that requests go to. */
export interface Scene {
  readonly url: string;
  readonly token: string;
  readonly project: string;
  readonly tickets: number;
  readonly me: string;
  readonly columns: readonly string[];
}

export interface Request {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly body?: object;
}

/** One row of the bench. */
export interface Operation {
  readonly name: string;
  /** The function that serves it. */
  readonly function: string;
  /** The nth request: always another ticket, the same ones in every run. */
  readonly request: (scene: Scene, n: number) => Request;
}

/** A ticket far from the last one's. */
const someTicket = ({ project, tickets }: Scene, n: number): string => `${project}-${((n * 7919) % tickets) + 1}`;

const list = (name: string, query: (scene: Scene) => string): Operation => ({
  name,
  function: "Tickets",
  request: (scene) => ({ method: "GET", path: `tickets/?project=${scene.project}&page_size=50&${query(scene)}` }),
});

const change = (name: string, body: (scene: Scene, n: number) => object): Operation => ({
  name,
  function: "Tickets",
  request: (scene, n) => ({ method: "PATCH", path: `tickets/${someTicket(scene, n)}/`, body: body(scene, n) }),
});

export const operations: readonly Operation[] = [
  {
    name: "create",
    function: "Tickets",
    request: ({ project }, n) => ({
      method: "POST",
      path: "tickets/",
      body: { project, name: aName(n), description: aText(n) },
    }),
  },
  {
    name: "get",
    function: "Tickets",
    request: (scene, n) => ({ method: "GET", path: `tickets/${someTicket(scene, n)}/` }),
  },
  change("move", ({ columns }, n) => ({ column: pick(columns, n + 1) })),
  change("edit", (_, n) => ({ name: aName(n + 5) })),
  list("list", () => ""),
  list("filter", ({ columns, me }) => `column=${columns[0]}&assignee=${me}`),
  list("search", () => `search=${onePercent}`),
  {
    name: "board",
    function: "Projects",
    request: ({ project }) => ({ method: "GET", path: `projects/${project}/board/` }),
  },
  {
    name: "comment",
    function: "Comments",
    request: (scene, n) => ({
      method: "POST",
      path: "comments/",
      body: { ticket: someTicket(scene, n), content: aText(n) },
    }),
  },
];
