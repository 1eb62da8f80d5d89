import { aName, prose, type Body, type World } from "./fixture.ts";
import type { Goal, Pattern } from "./pattern.ts";

/** 2 KB of prose. */
const description = `${prose} ${prose}`.slice(0, 2048);
const kilobyte = prose.slice(0, 1024);

type Wish = (world: World) => Body;

const create = (name: string, goal: Goal, wish: Wish): Pattern => ({
  name,
  goal,
  on: async (world) => () => world.ticket(wish(world)),
});

/** A change of a new ticket. */
const change = (
  name: string,
  goal: Goal,
  wish: Wish,
  body: (world: World, id: string) => Body | Promise<Body>,
): Pattern => ({
  name,
  goal,
  on: async (world) => {
    const id = await world.ticket(wish(world));
    const fields = await body(world, id);
    return () => world.lead("PATCH", `tickets/${id}/`, fields);
  },
});

const edit = (name: string, goal: Goal, body: Wish, wish: Wish = () => ({})): Pattern =>
  change(`edit the ${name}`, goal, wish, body);

/** Any write: `make` prepares it, and answers what is asked. */
const write = (name: string, goal: Goal, on: Pattern["on"]): Pattern => ({ name, goal, on });

const plain: Goal = { trips: 2, writes: 14 };
const larger: Goal = { trips: 2, writes: 24 };
const within: Goal = { trips: 2, writes: 12 };
const across: Goal = { trips: 2, writes: 22 };

const tickets: readonly Pattern[] = [
  create("create a ticket, bare", { trips: 2, writes: 26 }, () => ({})),
  create("create with 2 assignees, 2 tags and a description of 2 KB", { trips: 2, writes: 55 }, ({ me, other }) => ({
    assignee_ids: [me, other],
    tag_names: ["Frontend", "Backend"],
    description,
  })),
  change(
    "move to the end of its column",
    within,
    () => ({}),
    async ({ columns, ticket }) => (await ticket(), { column: columns[0] }),
  ),
  change(
    "move within its column, after a neighbour",
    { ...within, trips: 3 },
    () => ({}),
    async ({ columns, ticket }) => ({ column: columns[0], after: await ticket() }),
  ),
  change(
    "move to another column",
    across,
    () => ({}),
    ({ columns }) => ({ column: columns[2] }),
  ),
  change(
    "move to another column, after a neighbour",
    { ...across, trips: 3 },
    () => ({}),
    async ({ columns, ticket }) => ({ column: columns[2], after: await ticket({ column: columns[2] }) }),
  ),
  change(
    "move by status",
    across,
    () => ({}),
    () => ({ status: "done" }),
  ),
  edit("name", plain, () => ({ name: aName.replace("export", "import") })),
  edit("priority", plain, () => ({ priority_id: 4 })),
  edit("first due date", plain, () => ({ due_date: "2026-12-24" })),
  edit(
    "due date into another month",
    { ...plain, writes: 16 },
    () => ({ due_date: "2027-01-24" }),
    () => ({ due_date: "2026-12-24" }),
  ),
  edit("description of 2 KB", larger, () => ({ description })),
  edit(
    "assignees, one more",
    larger,
    ({ me, other }) => ({ assignee_ids: [me, other] }),
    ({ me }) => ({ assignee_ids: [me] }),
  ),
  edit(
    "assignees, the last one off",
    larger,
    () => ({ assignee_ids: [] }),
    ({ me }) => ({ assignee_ids: [me] }),
  ),
  edit(
    "tags, one more",
    larger,
    () => ({ tag_names: ["Frontend", "Backend"] }),
    () => ({ tag_names: ["Frontend"] }),
  ),
  change(
    "edit the parent",
    { trips: 6, writes: 24 },
    () => ({}),
    async ({ ticket }) => ({ parent: await ticket() }),
  ),
  write("edit what is so already", { trips: 2, writes: 0 }, async ({ lead, ticket }) => {
    const id = await ticket();
    return () => lead("PATCH", `tickets/${id}/`, { priority_id: 2 });
  }),
  write("delete a ticket", { trips: 2, writes: 25 }, async ({ lead, ticket }) => {
    const id = await ticket();
    return () => lead("DELETE", `tickets/${id}/`);
  }),
];

const said: readonly Pattern[] = [
  write("comment of 1 KB", { trips: 2, writes: 10 }, async ({ lead, ticket }) => {
    const id = await ticket();
    return () => lead("POST", "comments/", { ticket: id, content: kilobyte });
  }),
  write("edit a comment", { trips: 2, writes: 7 }, async ({ lead, ticket }) => {
    const { id } = await lead<{ id: string }>("POST", "comments/", { ticket: await ticket(), content: kilobyte });
    return () => lead("PATCH", `comments/${id}/`, { content: prose.slice(0, 900) });
  }),
  write("delete a comment", { trips: 2, writes: 10 }, async ({ lead, ticket }) => {
    const { id } = await lead<{ id: string }>("POST", "comments/", { ticket: await ticket(), content: kilobyte });
    return () => lead("DELETE", `comments/${id}/`);
  }),
  write("link two tickets", { trips: 2, writes: 18 }, async ({ lead, ticket }) => {
    const [from, to] = [await ticket(), await ticket()];
    return () => lead("POST", `tickets/${from}/links/`, { type: "blocks", ticket: to });
  }),
  write("take a link off", { trips: 2, writes: 18 }, async ({ lead, ticket }) => {
    const [from, to] = [await ticket(), await ticket()];
    const { id } = await lead<{ id: string }>("POST", `tickets/${from}/links/`, { type: "blocks", ticket: to });
    return () => lead("DELETE", `tickets/${from}/links/${id}/`);
  }),
  write("announce a file", { trips: 3, writes: 12 }, async ({ lead, ticket }) => {
    const file = { ticket: await ticket(), filename: "plan.txt", content_type: "text/plain", size: 5 };
    return () => lead("POST", "attachments/", file);
  }),
  write("follow, or no longer", { trips: 2, writes: 12 }, async ({ lead, ticket }) => {
    const id = await ticket();
    return () => lead("POST", `tickets/${id}/toggle_follow/`, { following: false });
  }),
];

let made = 0;

const frames: readonly Pattern[] = [
  write("add a column", { trips: 2, writes: 9 }, async ({ lead, project }) => {
    made += 1;
    return () => lead("POST", "columns/", { project, name: `Lane ${made}`, status: "review" });
  }),
  write("make a tag", { trips: 3, writes: 11 }, async ({ superuser, project }) => {
    made += 1;
    return () => superuser("POST", "tags/", { project, name: `Tag ${made}` });
  }),
  write("make a contact", { trips: 2, writes: 7 }, async ({ superuser }) => {
    made += 1;
    return () => superuser("POST", "contacts/", { name: "Carla Contact", email: `c${made}@example.com` });
  }),
  write("give a contact a tag", { trips: 4, writes: 13 }, async ({ superuser, tags }) => {
    const { id } = await superuser<{ id: string }>("POST", "contacts/", { name: "Carla Contact" });
    return () => superuser("POST", `tags/${tags[0]}/add_contact/`, { contact_id: id });
  }),
];

/** Twelve distinct words. */
const twelve = "amber birch cedar delta ember fjord grove hazel islet jetty knoll larch";

const upkeep: readonly Pattern[] = [
  {
    ...create("index a new ticket's 12 words", { trips: 3, writes: 12 }, () => ({ name: twelve })),
    after: true,
  },
  {
    ...edit(
      "name: 2 words come, 2 go",
      { trips: 3, writes: 4 },
      () => ({ name: twelve.replace("amber birch", "acorn basil") }),
      () => ({ name: twelve }),
    ),
    after: true,
  },
  {
    ...change(
      "index nothing when a ticket moves",
      { trips: 0, writes: 0 },
      () => ({ name: twelve }),
      ({ columns }) => ({ column: columns[1] }),
    ),
    after: true,
  },
];

export const writes: readonly Pattern[] = [...tickets, ...said, ...frames, ...upkeep];
