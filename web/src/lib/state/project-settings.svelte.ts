import { projectRoutes, type Member, type Project, type roles } from "@tessera/core/project/project.schema";
import { call } from "#lib/api/call.ts";
import { session } from "#lib/api/session.svelte.ts";
import { fullName } from "#lib/text/format.ts";
import { saveOver } from "./careful.ts";
import type { BoardStore } from "./board.svelte.ts";
import type { Workspace } from "./workspace.svelte.ts";

export type Role = (typeof roles)[number];

export interface ProjectFields {
  readonly name: string;
  readonly description: string;
  readonly edit_policy: Project["edit_policy"];
}

/** What a project is and who belongs to it, as its leads change it. The board shows the same. */
export class ProjectSettings {
  readonly board: BoardStore;
  /** Deleted, or left: nothing typed here can be saved any more. */
  gone = $state(false);
  readonly #workspace: Workspace;

  constructor(workspace: Workspace, key: string) {
    this.#workspace = workspace;
    this.board = workspace.open(key);
  }

  get key(): string {
    return this.board.key;
  }
  get project() {
    return this.board.project;
  }

  /** Leads first, then by name. */
  get members(): readonly Member[] {
    const place = (member: Member) => `${member.role === "lead" ? 0 : 1}${fullName(member).toLowerCase()}`;
    return this.board.members.toSorted((a, b) => place(a).localeCompare(place(b)));
  }

  /** The one signed in, if they belong to the project: superusers needn't. */
  get own(): Member | undefined {
    return this.board.members.find(({ id }) => id === session.user?.id);
  }

  /** Whether the one signed in may change any of it. */
  get leads(): boolean {
    return session.user?.is_superuser === true || this.own?.role === "lead";
  }

  async save(body: Partial<ProjectFields>): Promise<void> {
    const params = { key: this.key };
    if (!this.project) return;
    await saveOver(this.project, body, {
      patch: (ifMatch) => call(projectRoutes.patch, { params, body, ifMatch }),
      read: () => call(projectRoutes.get, { params }),
      told: (now) => this.#tell(now),
    });
  }

  /** By e-mail if it has an @, which no user name has. */
  async addMember(who: string, role: Role): Promise<Member> {
    const person = who.includes("@") ? { email: who } : { username: who };
    const member = await call(projectRoutes.addMember, { params: { key: this.key }, body: { ...person, role } });
    await this.#read();
    return member;
  }

  async setRole(user: string, role: Role): Promise<void> {
    await call(projectRoutes.patchMember, { params: { key: this.key, user }, body: { role } });
    await this.#read();
  }

  async removeMember(user: string): Promise<void> {
    await call(projectRoutes.removeMember, { params: { key: this.key, user } });
    await this.#read();
  }

  async leave(): Promise<void> {
    const user = session.user?.id ?? "";
    await call(projectRoutes.removeMember, { params: { key: this.key, user } });
    this.#end();
  }

  /** Gone at once for everybody; what is in it goes by and by. */
  async remove(): Promise<void> {
    await call(projectRoutes.remove, { params: { key: this.key } });
    this.#end();
  }

  #end(): void {
    this.gone = true;
    this.#workspace.forget(this.key);
  }

  /** Who leads follows from all roles: the API tells. A failure to hear it undoes nothing. */
  async #read(): Promise<void> {
    const project = await call(projectRoutes.get, { params: { key: this.key } }).catch(() => null);
    if (project) this.#tell(project);
  }

  #tell(detail: NonNullable<BoardStore["project"]>): void {
    this.board.apply({ kind: "project", project: detail });
    const { members: _, ...project } = detail;
    this.#workspace.put(project);
  }
}
