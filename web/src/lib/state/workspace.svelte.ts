import { projectRoutes, type Project } from "@tessera/core/project/project.schema";
import { call } from "#lib/api/call.ts";
import { session } from "#lib/api/session.svelte.ts";
import { BoardStore } from "./board.svelte.ts";
import { listen } from "./echo.ts";
import { cursorOf } from "./paging.ts";

const LAST = "tessera.project";

/** All that one signed-in person sees: made at sign-in, thrown away at sign-out. */
export class Workspace {
  projects = $state.raw<readonly Project[]>([]);
  #boards = new Map<string, BoardStore>();
  #loading: Promise<void> | null = null;

  constructor() {
    listen((project, change) => this.#boards.get(project)?.apply(change));
  }

  /** The projects, read once; asking again after a failure reads again. */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  async #load(): Promise<void> {
    const pages = async () => {
      const projects: Project[] = [];
      let cursor: string | undefined;
      do {
        const page = await call(projectRoutes.list, {
          query: { page_size: "100", ...(cursor === undefined ? {} : { cursor }) },
        });
        projects.push(...page.results);
        cursor = page.next === null ? undefined : cursorOf(page.next);
      } while (cursor !== undefined);
      return projects;
    };
    const [projects] = await Promise.all([pages(), session.loadUser()]);
    this.projects = byName(projects);
  }

  /** A project's board: shown from what is known, read anew when it was left for a while. */
  open(key: string): BoardStore {
    const board = this.board(key);
    if (board.phase.kind === "ready") void board.refresh();
    else void board.load();
    remember(key);
    return board;
  }

  /** What is known of a project, be it read as a board or not. */
  board(key: string): BoardStore {
    const held = this.#boards.get(key);
    if (held) return held;
    const board = new BoardStore(key);
    this.#boards.set(key, board);
    return board;
  }

  async createProject(name: string, key: string): Promise<string> {
    const { members: _, ...project } = await call(projectRoutes.create, { body: { name, key } });
    this.put(project);
    return project.key;
  }

  /** A project as it is now. */
  put(project: Project): void {
    this.projects = byName([...this.projects.filter(({ key }) => key !== project.key), project]);
  }

  /** A project that was deleted or left. */
  forget(key: string): void {
    this.projects = this.projects.filter((project) => project.key !== key);
    this.#boards.delete(key);
  }

  /** Where to start: where one was last, else the first project. */
  get home(): string | null {
    const last = remembered();
    const known = this.projects.find((project) => project.key === last) ?? this.projects[0];
    return known?.key ?? null;
  }
}

const byName = (projects: readonly Project[]) => projects.toSorted((a, b) => a.name.localeCompare(b.name));

function remember(key: string): void {
  try {
    localStorage.setItem(LAST, key);
  } catch {
    // Without storage one starts at the first project.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null;
  }
}
