import { send } from "../support/files.ts";
import { aName, prose, type Body, type World } from "../units/fixture.ts";
import type { CreatedAttachment } from "@tessera/core/attachment/attachment.schema";
import { account } from "../bench/seed.ts";

/** One thing that people do, as the web app asks for it, and how often somebody does it on a working day. */
export interface Operation {
  readonly name: string;
  readonly perDay: number;
  /** Makes what it is done to, and answers the requests themselves. */
  readonly on: (world: World) => Promise<() => Promise<unknown>>;
}

export const workingDays = 21;
/** Active people of the organisations that are worked out. */
export const organisations = [10, 1_000, 100_000] as const;
/** After so many months of everybody working, all of it kept. */
export const months = 12;
/** A new version of the app, which each browser loads once. */
export const releasesPerMonth = 4;
/** Forgotten passwords and proofs of addresses. */
export const mailsPerMonth = 0.1;
export const fileBytes = 200 * 1024;
/** Questions to the app's own files: is it still the newest? Everything else is in the browser. */
export const checksPerDay = 10;

const reading = (name: string, perDay: number, ask: (world: World) => Promise<unknown>): Operation => ({
  name,
  perDay,
  on: async (world) => () => ask(world),
});

/** A change of a new ticket. */
const editing = (name: string, perDay: number, body: (world: World) => Body | Promise<Body>): Operation => ({
  name,
  perDay,
  on: async (world) => {
    const [id, fields] = [await world.ticket(), await body(world)];
    return () => world.lead("PATCH", `tickets/${id}/`, fields);
  },
});

const posting = (
  name: string,
  perDay: number,
  path: (id: string) => string,
  body: (id: string) => Body,
): Operation => ({
  name,
  perDay,
  on: async ({ lead, ticket }) => {
    const id = await ticket();
    return () => lead("POST", path(id), body(id));
  },
});

const description = `${prose} ${prose}`.slice(0, 2048);

/** What the boxes of a new dashboard ask, and the table below them. */
const dashboard = [
  ...["assignee=none", "assignee=me", "status=in_progress", "status=new", "priority_id=4", "due_before=2026-11-22"].map(
    (box) => `tickets/?${box}&page_size=5`,
  ),
  "tickets/?page_size=100",
  "tickets/counts/",
];

/** The app asks them at once; one after another, each one's round trips can be told from the others'. */
const inTurn =
  (...asked: string[]) =>
  async ({ ten }: World): Promise<void> => {
    for (const one of asked) await ten("GET", one);
  };

async function aFile({ lead }: World, ticket: string): Promise<CreatedAttachment> {
  const wish = { filename: "screenshot.png", content_type: "image/png", size: fileBytes };
  return lead<CreatedAttachment>("POST", "attachments/", { ticket, ...wish });
}

export const profile: readonly Operation[] = [
  {
    name: "log in",
    perDay: 0.1,
    on:
      async ({ lead }) =>
      async () =>
        lead("POST", "auth/login/", account),
  },
  {
    name: "renew the session, each quarter of an hour",
    perDay: 12,
    on: async ({ lead }) => {
      const { tokens } = await lead<{ tokens: { refresh: string } }>("POST", "auth/login/", account);
      return () => lead("POST", "auth/token/refresh/", { refresh: tokens.refresh });
    },
  },
  reading("open the app: who am I, my ten projects", 4, inTurn("auth/me/", "projects/?page_size=100")),
  reading("open a board, or come back to it", 20, ({ lead, project }) => lead("GET", `projects/${project}/board/`)),
  reading("the dashboard of ten projects: six boxes, counts, table", 8, inTurn(...dashboard)),
  reading("a list of a hundred", 6, ({ lead, project }) => lead("GET", `tickets/?project=${project}&page_size=100`)),
  reading("search as one types: five questions", 3, async ({ lead, rare }) => {
    for (let length = rare.length - 5; length < rare.length; length++)
      await lead("GET", `tickets/?search=${rare.slice(0, length + 1)}&page_size=8`);
  }),
  reading("open a ticket with its comments, history, links, files", 25, ({ lead, rich }) =>
    lead("GET", `tickets/${rich}/?include=comments,activity,links,attachments`),
  ),
  {
    name: "create a ticket by its name",
    perDay: 2,
    on: async (world) => () => world.ticket(),
  },
  {
    name: "create one with 2 assignees, 2 tags, 2 KB of text",
    perDay: 1,
    on: async (world) => () =>
      world.ticket({ assignee_ids: [world.me, world.other], tag_names: ["Frontend", "Backend"], description }),
  },
  editing("move a card to another column, between two", 8, async ({ columns, ticket }) => ({
    column: columns[2],
    after: await ticket({ column: columns[2] }),
  })),
  editing("set a priority", 4, () => ({ priority_id: 4 })),
  editing("assign somebody", 2, ({ other }) => ({ assignee_ids: [other] })),
  editing("name it anew", 1, () => ({ name: aName.replace("export", "import") })),
  editing("write a description of 2 KB", 1, () => ({ description })),
  posting(
    "comment, 1 KB",
    4,
    () => "comments/",
    (ticket) => ({ ticket, content: prose.slice(0, 1024) }),
  ),
  posting(
    "follow, or no longer",
    0.5,
    (id) => `tickets/${id}/toggle_follow/`,
    () => ({ following: false }),
  ),
  {
    name: "link two tickets",
    perDay: 0.3,
    on: async ({ lead, ticket }) => {
      const [from, to] = [await ticket(), await ticket()];
      return () => lead("POST", `tickets/${from}/links/`, { type: "blocks", ticket: to });
    },
  },
  {
    name: "attach a picture of 200 KB",
    perDay: 0.3,
    on: async (world) => {
      const id = await world.ticket();
      return async () => {
        const { upload } = await aFile(world, id);
        const { status } = await send(upload, new Uint8Array(fileBytes));
        if (status !== 204) throw new Error(`the upload answered ${status}`);
      };
    },
  },
];

/** Pictures seen: each is a request to S3, and so many bytes. */
export const picturesPerDay = 2;
