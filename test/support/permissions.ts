import type { routes } from "@tessera/core/routes";
import {
  aComment,
  aFile,
  aLink,
  aMember,
  anAttachment,
  aPerson,
  aProject,
  aTicket,
  aWord,
  superuser,
  type Caller,
  type Column,
  type Person,
} from "./api.ts";
import { call, ok, type Answer } from "./call.ts";
import { aContact, aTag } from "./tags.ts";

/** CONTRACT section 6 as data: every route, and what comes of it for each of those whom the table names. */

export const callers = ["superuser", "lead", "assignee", "reporter", "member", "outsider"] as const;
export type CallerName = (typeof callers)[number];

/** One team, somebody of each kind, and things made anew so that what one asker does is nothing to the next. */
export interface Scene {
  readonly people: Readonly<Record<CallerName, Person>>;
  readonly project: string;
  /** Somebody who belongs to the project or doesn't, as a row needs it. */
  readonly spare: Person;
  readonly ticket: () => Promise<string>;
  /** Of the reporter. */
  readonly comment: () => Promise<string>;
  /** Of the reporter. */
  readonly attachment: () => Promise<string>;
  /** Path and id of a link of such a ticket. */
  readonly link: () => Promise<string>;
  readonly column: () => Promise<string>;
  readonly tag: () => Promise<string>;
  /** Of the member, with a tag of the project. */
  readonly contact: () => Promise<string>;
  /** Another project with the same people. */
  readonly another: () => Promise<string>;
}

async function aSuperuser(): Promise<Person> {
  const person = await aPerson();
  ok(await superuser.patch(`users/${person.id}/`, { is_superuser: true }));
  const { username, password } = person;
  const body = { username, password };
  const { tokens } = ok(await call<{ tokens: { access: string } }>("POST", "auth/login/", { body }));
  const headers = { authorization: `Bearer ${tokens.access}` };
  const send =
    (method: "GET" | "DELETE") =>
    <T>(path: string): Promise<Answer<T>> =>
      call<T>(method, path, { headers });
  const sendBody =
    (method: "POST" | "PATCH") =>
    <T>(path: string, sent?: unknown): Promise<Answer<T>> =>
      call<T>(method, path, { headers, body: sent });
  return { ...person, get: send("GET"), delete: send("DELETE"), post: sendBody("POST"), patch: sendBody("PATCH") };
}

export async function aScene(): Promise<Scene> {
  const [lead, outsider, boss, spare] = await Promise.all([aPerson(), aPerson(), aSuperuser(), aPerson()]);
  const { project } = lead;
  const [assignee, reporter, member] = [await aMember(lead), await aMember(lead), await aMember(lead)];
  const people = { superuser: boss, lead, assignee, reporter, member, outsider };
  const usernames = [assignee, reporter, member].map(({ username }) => username);
  return {
    people,
    project,
    spare,
    ticket: async () => (await aTicket(reporter, { project, assignee_ids: [assignee.id] })).id,
    comment: async () => (await aComment(reporter, (await aTicket(lead)).id)).id,
    attachment: async () => (await anAttachment(reporter, (await aTicket(lead)).id)).id,
    link: async () => {
      const { id } = await aTicket(reporter, { project, assignee_ids: [assignee.id] });
      return `tickets/${id}/links/${(await aLink(reporter, id, (await aTicket(lead)).id)).id}/`;
    },
    column: async () => ok(await lead.post<Column>("columns/", { project, name: aWord() }), 201).id,
    tag: async () => (await aTag(project, aWord())).id,
    contact: async () => {
      const { id } = await aContact(member);
      ok(await superuser.post(`tags/${(await aTag(project, aWord())).id}/add_contact/`, { contact_id: id }), 201);
      return id;
    },
    another: async () => (await aProject(lead, { member_usernames: usernames })).key,
  };
}

/** Whether the call succeeds, or the status with which it is refused. */
type Verdicts = Readonly<Record<CallerName, true | number>>;

const everybody: Verdicts = {
  superuser: true,
  lead: true,
  assignee: true,
  reporter: true,
  member: true,
  outsider: true,
};
/** What nobody gets through, for want of what only they know. */
const nobody: Verdicts = { superuser: 400, lead: 400, assignee: 400, reporter: 400, member: 400, outsider: 400 };
const team: Verdicts = { ...everybody, outsider: 404 };
const editors: Verdicts = { ...team, member: 403 };
const deleters: Verdicts = { ...editors, assignee: 403 };
const leads: Verdicts = { ...deleters, reporter: 403 };
const superusers: Verdicts = { ...leads, lead: 403 };
/** Contacts: changed by who made them, seen by who shares a project with one of their tags. */
const makers: Verdicts = { ...superusers, member: true };
/** What its author alone may change. */
const authors: Verdicts = { ...deleters, superuser: 403, lead: 403 };
/** Where the body names the project: what one may not see can't be referred to. */
const inBody = (verdicts: Verdicts): Verdicts => ({ ...verdicts, outsider: 400 });

export interface Row {
  readonly may: Verdicts;
  /** Makes what is needed, then asks as `who`. */
  readonly ask: (who: Caller, scene: Scene) => Promise<Answer>;
}

const row = (may: Verdicts, ask: Row["ask"]): Row => ({ may, ask });

/** Nobody is asked for a token. */
export const open = "public";

interface BulkAnswer {
  readonly results: readonly { readonly error?: { readonly code: string } }[];
}

type Table = { readonly [R in keyof typeof routes]: { readonly [N in keyof (typeof routes)[R]]: Row | typeof open } };

const seat = async ({ people, project, spare }: Scene, there: boolean): Promise<string> => {
  const path = `projects/${project}/members/`;
  if (there) await people.lead.post(path, { username: spare.username, role: "member" });
  else await people.lead.delete(`${path}${spare.id}/`);
  return `${path}${spare.id}/`;
};

/** A route without its line here doesn't compile. */
export const permissions: Table = {
  health: { get: open },
  reference: { document: open, page: open },
  auth: {
    register: open,
    login: open,
    refresh: open,
    logout: open,
    forgot: open,
    reset: open,
    // The answer tells who may ask, not who knows the code: a wrong one is a 400 for everybody.
    sendCode: row(everybody, (who) => who.post("auth/email/send_code/")),
    verifyEmail: row(nobody, (who) => who.post("auth/email/verify/", { code: "00000000" })),
    changePassword: row(nobody, (who) =>
      who.post("auth/password/change/", { old_password: "not the old one", new_password: aWord().repeat(3) }),
    ),
    me: row(everybody, (who) => who.get("auth/me/")),
    patchMe: row(everybody, (who) => who.patch("auth/me/", { last_name: "Lovelace" })),
  },
  users: {
    list: row(team, (who, { project }) => who.get(`users/?project=${project}`)),
    patch: row({ ...superusers, outsider: 403 }, (who, { spare }) =>
      who.patch(`users/${spare.id}/`, { is_active: true }),
    ),
  },
  projects: {
    list: row(everybody, (who) => who.get("projects/")),
    create: row(everybody, (who) => who.post("projects/", { key: aWord().toUpperCase(), name: "Mine" })),
    get: row(team, (who, { project }) => who.get(`projects/${project}/`)),
    patch: row(leads, (who, { project }) => who.patch(`projects/${project}/`, { name: aWord() })),
    remove: row(leads, async (who, { another }) => who.delete(`projects/${await another()}/`)),
    board: row(team, (who, { project }) => who.get(`projects/${project}/board/`)),
    members: row(team, (who, { project }) => who.get(`projects/${project}/members/`)),
    addMember: row(leads, async (who, scene) => {
      await seat(scene, false);
      return who.post(`projects/${scene.project}/members/`, { username: scene.spare.username });
    }),
    patchMember: row(leads, async (who, scene) => who.patch(await seat(scene, true), { role: "lead" })),
    removeMember: row(leads, async (who, scene) => who.delete(await seat(scene, true))),
  },
  columns: {
    list: row(team, (who, { project }) => who.get(`columns/?project=${project}`)),
    create: row(inBody(leads), (who, { project }) => who.post("columns/", { project, name: aWord() })),
    reorder: row(inBody(leads), async (who, { people, project }) => {
      const { results } = ok(await people.lead.get<{ results: Column[] }>(`columns/?project=${project}&page_size=100`));
      const order = results.toReversed().map(({ id }, i) => ({ id, order: i }));
      return who.post("columns/reorder/", { project, order });
    }),
    get: row(team, async (who, { column }) => who.get(`columns/${await column()}/`)),
    patch: row(leads, async (who, { column }) => who.patch(`columns/${await column()}/`, { name: aWord() })),
    remove: row(leads, async (who, { column }) => who.delete(`columns/${await column()}/`)),
  },
  tags: {
    list: row(team, (who, { project }) => who.get(`tags/?project=${project}`)),
    create: row(inBody(superusers), (who, { project }) => who.post("tags/", { project, name: aWord() })),
    get: row(team, async (who, { tag }) => who.get(`tags/${await tag()}/`)),
    patch: row(superusers, async (who, { tag }) => who.patch(`tags/${await tag()}/`, { name: aWord() })),
    remove: row(superusers, async (who, { tag }) => who.delete(`tags/${await tag()}/`)),
    contacts: row(team, async (who, { tag }) => who.get(`tags/${await tag()}/contacts/`)),
    addContact: row(superusers, async (who, { tag, contact }) =>
      who.post(`tags/${await tag()}/add_contact/`, { contact_id: await contact() }),
    ),
    removeContact: row(superusers, async (who, { tag, contact }) => {
      const [at, id] = [await tag(), await contact()];
      ok(await superuser.post(`tags/${at}/add_contact/`, { contact_id: id }), 201);
      return who.delete(`tags/${at}/contacts/${id}/`);
    }),
    team: row(team, async (who, { tag }) => who.get(`tags/${await tag()}/users/`)),
    addUser: row(superusers, async (who, { tag, people }) =>
      who.post(`tags/${await tag()}/users/`, { user_id: people.member.id }),
    ),
    removeUser: row(superusers, async (who, { tag, people }) => {
      const at = `tags/${await tag()}/users/`;
      ok(await superuser.post(at, { user_id: people.member.id }), 201);
      return who.delete(`${at}${people.member.id}/`);
    }),
  },
  contacts: {
    list: row(everybody, (who) => who.get("contacts/")),
    create: row(everybody, (who) => who.post("contacts/", { name: "Ada" })),
    get: row(team, async (who, { contact }) => who.get(`contacts/${await contact()}/`)),
    patch: row(makers, async (who, { contact }) => who.patch(`contacts/${await contact()}/`, { name: aWord() })),
    remove: row(makers, async (who, { contact }) => who.delete(`contacts/${await contact()}/`)),
  },
  tickets: {
    counts: row(team, (who, { project }) => who.get(`tickets/counts/?project=${project}`)),
    list: row(team, (who, { project }) => who.get(`tickets/?project=${project}`)),
    create: row(inBody(team), (who, { project, people }) =>
      who.post("tickets/", { project, name: "New", assignee_ids: [people.lead.id] }),
    ),
    get: row(team, async (who, { ticket }) => who.get(`tickets/${await ticket()}/`)),
    patch: row(editors, async (who, { ticket }) => who.patch(`tickets/${await ticket()}/`, { name: aWord() })),
    remove: row(deleters, async (who, { ticket }) => who.delete(`tickets/${await ticket()}/`)),
    bulk: row(editors, async (who, { ticket }) => {
      const answer = await who.post<BulkAnswer>("tickets/bulk/", { ids: [await ticket()], set: { name: aWord() } });
      const [result] = ok(answer).results;
      const refusals: Record<string, number> = { "ticket.not_found": 404, "ticket.not_involved": 403 };
      return { ...answer, status: result?.error ? (refusals[result.error.code] ?? 400) : 200 };
    }),
    toggleFollow: row(team, async (who, { ticket }) =>
      who.post(`tickets/${await ticket()}/toggle_follow/`, { following: true }),
    ),
    activity: row(team, async (who, { ticket }) => who.get(`tickets/${await ticket()}/activity/`)),
  },
  attachments: {
    list: row(team, async (who, { ticket }) => who.get(`attachments/?ticket=${await ticket()}`)),
    create: row(inBody(team), async (who, { ticket }) => who.post("attachments/", aFile(await ticket()))),
    get: row(team, async (who, { attachment }) => who.get(`attachments/${await attachment()}/`)),
    remove: row(deleters, async (who, { attachment }) => who.delete(`attachments/${await attachment()}/`)),
  },
  comments: {
    list: row(team, async (who, { ticket }) => who.get(`comments/?ticket=${await ticket()}`)),
    create: row(inBody(team), async (who, { ticket }) =>
      who.post("comments/", { ticket: await ticket(), content: "Seen." }),
    ),
    get: row(team, async (who, { comment }) => who.get(`comments/${await comment()}/`)),
    patch: row(authors, async (who, { comment }) => who.patch(`comments/${await comment()}/`, { content: aWord() })),
    remove: row(deleters, async (who, { comment }) => who.delete(`comments/${await comment()}/`)),
  },
  links: {
    list: row(team, async (who, { ticket }) => who.get(`tickets/${await ticket()}/links/`)),
    create: row(editors, async (who, { ticket, people }) =>
      who.post(`tickets/${await ticket()}/links/`, { type: "blocks", ticket: (await aTicket(people.lead)).id }),
    ),
    remove: row(editors, async (who, { link }) => who.delete(await link())),
  },
};
