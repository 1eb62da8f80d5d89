import type { Route } from "@tessera/core/kit/route";
import { routes } from "@tessera/core/routes";
import { aComment, aLink, anAttachment, aPerson, aTicket, aMember, columnsOf, superuser, type Person } from "./api.ts";
import { ok, type Method } from "./call.ts";
import { aContact, aTag } from "./tags.ts";

/** One team with one of everything that a path can name. */
export interface World {
  readonly lead: Person;
  readonly member: Person;
  readonly project: string;
  readonly column: string;
  readonly tag: string;
  readonly contact: string;
  readonly ticket: string;
  readonly comment: string;
  readonly link: string;
  readonly attachment: string;
}

export async function aWorld(): Promise<World> {
  const lead = await aPerson();
  const [member, ticket, [column], tag] = await Promise.all([
    aMember(lead),
    aTicket(lead),
    columnsOf(lead, lead.project),
    aTag(lead.project, "A tag"),
  ]);
  ok(await superuser.post(`tags/${tag.id}/users/`, { user_id: member.id }), 201);
  const contact = await aContact(lead);
  ok(await superuser.post(`tags/${tag.id}/add_contact/`, { contact_id: contact.id }), 201);
  const [comment, attachment] = await Promise.all([aComment(lead, ticket.id), anAttachment(lead, ticket.id)]);
  const link = await aLink(lead, ticket.id, (await aTicket(lead)).id);
  return {
    lead,
    member,
    project: lead.project,
    column: column.id,
    tag: tag.id,
    contact: contact.id,
    ticket: ticket.id,
    comment: comment.id,
    attachment: attachment.id,
    link: link.id,
  };
}

/** A world's ids as nothing in the table is called. */
export const nowhere = (world: World): World => ({
  ...world,
  project: "ZZZZZZZZZZ",
  column: "zzzzzzzzzz.01jd000000000000000000zzzz",
  tag: "zzzzzzzzzz.01jd000000000000000000zzzz",
  contact: "01jd000000000000000000zzzz",
  ticket: "ZZZZZZZZZZ-1",
  comment: "zzzzzzzzzz-1.01jd000000000000000000zzzz",
  link: "zzzzzzzzzz-1.blocks.2",
  attachment: "zzzzzzzzzz-1.01jd000000000000000000zzzz",
});

type Bodies = { readonly [R in keyof typeof routes]: { readonly [N in keyof (typeof routes)[R]]: unknown } };

/** A body that every route with one would take; a route without its line here doesn't compile. */
const bodies: Bodies = {
  health: { get: undefined },
  reference: { document: undefined, page: undefined },
  auth: {
    register: {},
    login: {},
    refresh: {},
    logout: {},
    sendCode: undefined,
    verifyEmail: {},
    forgot: {},
    reset: {},
    changePassword: {},
    me: undefined,
    patchMe: {},
  },
  users: { list: undefined, patch: {} },
  projects: {
    list: undefined,
    create: { key: "ZZZZZZZZZY", name: "A project" },
    get: undefined,
    patch: {},
    remove: undefined,
    board: undefined,
    members: undefined,
    addMember: { username: "nobody" },
    patchMember: { role: "member" },
    removeMember: undefined,
  },
  columns: {
    list: undefined,
    create: { project: "ZZZZZZZZZZ", name: "A column" },
    reorder: { project: "ZZZZZZZZZZ", order: [] },
    get: undefined,
    patch: {},
    remove: undefined,
  },
  tags: {
    list: undefined,
    create: { project: "ZZZZZZZZZZ", name: "A tag" },
    get: undefined,
    patch: {},
    remove: undefined,
    contacts: undefined,
    addContact: { contact_id: "nobody" },
    removeContact: undefined,
    team: undefined,
    addUser: { user_id: "nobody" },
    removeUser: undefined,
  },
  contacts: { list: undefined, create: { name: "A contact" }, get: undefined, patch: {}, remove: undefined },
  tickets: {
    counts: undefined,
    list: undefined,
    create: { project: "ZZZZZZZZZZ", name: "A ticket" },
    get: undefined,
    patch: {},
    remove: undefined,
    bulk: { ids: ["ZZZZZZZZZZ-1"], set: {} },
    toggleFollow: {},
    activity: undefined,
  },
  attachments: {
    list: undefined,
    create: { ticket: "ZZZZZZZZZZ-1", filename: "a.txt", content_type: "text/plain", size: 1 },
    get: undefined,
    remove: undefined,
  },
  comments: {
    list: undefined,
    create: { ticket: "ZZZZZZZZZZ-1", content: "A comment" },
    get: undefined,
    patch: {},
    remove: undefined,
  },
  links: { list: undefined, create: { type: "blocks", ticket: "ZZZZZZZZZZ-1" }, remove: undefined },
};

export interface Door {
  /** "tickets.patch" */
  readonly name: string;
  readonly route: Route;
  readonly method: Method;
  readonly body: unknown;
  /** Its path in a world, with the trailing slash. */
  readonly path: (world: World) => string;
  /** "ticket=DEMO-1&" where a list needs it. */
  readonly query: (world: World) => string;
}

/** Whose id stands at a place in a resource's paths. */
export const ids: Readonly<Record<string, (world: World) => string>> = {
  "projects.{key}": (world) => world.project,
  "projects.{user}": (world) => world.member.id,
  "columns.{id}": (world) => world.column,
  "tags.{id}": (world) => world.tag,
  "tags.{user}": (world) => world.member.id,
  "tags.{contact}": (world) => world.contact,
  "contacts.{id}": (world) => world.contact,
  "tickets.{id}": (world) => world.ticket,
  "attachments.{id}": (world) => world.attachment,
  "comments.{id}": (world) => world.comment,
  "links.{id}": (world) => world.ticket,
  "links.{link}": (world) => world.link,
  "users.{id}": (world) => world.member.id,
};

/** The parameters without which a list isn't one, to stand before others. */
const queries: Readonly<Record<string, (world: World) => string>> = {
  "attachments.list": (world) => `ticket=${world.ticket}&`,
  "comments.list": (world) => `ticket=${world.ticket}&`,
};

function door(resource: string, name: string, route: Route): Door {
  const path = (world: World): string =>
    route.path.replace(/\{\w+\}/g, (variable) => {
      const id = ids[`${resource}.${variable}`];
      if (!id) throw new Error(`no id for ${variable} of ${resource}`);
      return encodeURIComponent(id(world));
    });
  const body = (bodies[resource as keyof Bodies] as Readonly<Record<string, unknown>>)[name];
  const query = queries[`${resource}.${name}`] ?? (() => "");
  return { name: `${resource}.${name}`, route, method: route.method, body, path, query };
}

/** Every endpoint that there is. */
export const doors: readonly Door[] = Object.entries(routes).flatMap(([resource, its]) =>
  Object.entries<Route>(its).map(([name, route]) => door(resource, name, route)),
);

export const guarded = doors.filter(({ route }) => route.access === "user");
