import type { Answer, Client } from "./client.ts";
import type { Act, Kind } from "./faulty.ts";
import { expectStatus } from "./world.ts";

/** The kinds of write of each function, each against things made anew, by a lead of a project of their own. */

let drawn = 0;
const word = (): string => `w${(drawn += 1)}`;

type Body = Readonly<Record<string, unknown>>;
const fields = (answer: Answer): Body => answer.body as Body; // every answer asked here is an object

const make = async (client: Client, path: string, body: Body): Promise<Body> =>
  fields(expectStatus(await client.post(path, body), 200, 201));

/** Whether a read shows these fields now. */
const shows =
  (client: Client, path: string, wanted: Body): Act["done"] =>
  async () => {
    const found = await client.get(path);
    return (
      found.status === 200 &&
      Object.entries(wanted).every(([k, v]) => JSON.stringify(fields(found)[k]) === JSON.stringify(v))
    );
  };

const gone =
  (client: Client, path: string): Act["done"] =>
  async () =>
    (await client.get(path)).status === 404;

const patch = (client: Client, path: string, body: Body, wanted: Body = body): Act => ({
  client,
  method: "PATCH",
  path,
  body,
  success: 200,
  done: shows(client, path, wanted),
});

const remove = (client: Client, path: string, read = path): Act => ({
  client,
  method: "DELETE",
  path,
  success: 204,
  done: gone(client, read),
  repeated: [404],
});

export function ticketKinds(lead: Client, member: Client, project: string, columns: readonly string[]): Kind[] {
  const ticket = async (wish: Body = {}): Promise<string> =>
    String((await make(lead, "tickets/", { project, name: word(), ...wish })).id);
  const kind = (name: string, events: number, prepare: Kind["prepare"]): Kind => ({
    name,
    function: "Tickets",
    events,
    prepare,
  });
  return [
    kind("create a ticket", 1, async () => {
      const name = word();
      const body = {
        project,
        name,
        description: "Long.",
        assignee_ids: [member.me.id],
        due_date: "2026-12-24",
        parent: await ticket(),
      };
      const done = (answer: Answer) =>
        shows(lead, `tickets/${String(fields(answer).id)}/`, { name, description: "Long." })(answer);
      return { client: lead, method: "POST", path: "tickets/", body, success: 201, done };
    }),
    kind("edit a ticket", 1, async () =>
      patch(lead, `tickets/${await ticket()}/`, {
        name: word(),
        description: "New.",
        assignee_ids: [member.me.id],
        parent: await ticket(),
      }),
    ),
    kind("move a ticket", 1, async () => {
      const column = columns[1];
      return patch(lead, `tickets/${await ticket()}/`, { column, after: await ticket({ column }) }, { column });
    }),
    kind("delete a ticket", 1, async () => {
      const parent = await ticket();
      const id = await ticket({ parent, assignee_ids: [member.me.id], description: "Old." });
      await ticket({ parent: id });
      return remove(lead, `tickets/${id}/`);
    }),
    kind("follow a ticket", 0, async () => {
      const path = `tickets/${await ticket()}/`;
      const done = shows(member, path, { following: true });
      return {
        client: member,
        method: "POST",
        path: `${path}toggle_follow/`,
        body: { following: true },
        success: 200,
        done,
      };
    }),
  ];
}

export function columnKinds(lead: Client, project: string, columns: readonly string[]): Kind[] {
  const column = async (): Promise<string> => String((await make(lead, "columns/", { project, name: word() })).id);
  const kind = (name: string, events: number, prepare: Kind["prepare"]): Kind => ({
    name,
    function: "Columns",
    events,
    prepare,
  });
  let last: string | undefined;
  let turned = false;
  return [
    kind("create a column", 1, async () => {
      if (last) expectStatus(await lead.remove(`columns/${last}/`), 204); // a project holds 50
      const name = word();
      const done = (answer: Answer) => {
        last = String(fields(answer).id);
        return shows(lead, `columns/${last}/`, { name })(answer);
      };
      return { client: lead, method: "POST", path: "columns/", body: { project, name, order: 1 }, success: 201, done };
    }),
    kind("change a column", 1, async () => {
      turned = !turned;
      return patch(lead, `columns/${columns[0]}/`, { name: word(), order: turned ? 2 : 0 });
    }),
    kind("reorder columns", 1, async () => {
      const { results } = fields(await lead.get(`columns/?project=${project}&page_size=100`)) as {
        results: { id: string }[];
      };
      const order = results.toReversed().map(({ id }, i) => ({ id, order: i }));
      const done = shows(lead, `columns/${order[0]?.id}/`, { order: 0 });
      return { client: lead, method: "POST", path: "columns/reorder/", body: { project, order }, success: 200, done };
    }),
    kind("delete a column", 1, async () => remove(lead, `columns/${await column()}/`)),
    kind("empty and delete a column", 4, async () => {
      const id = await column();
      for (let n = 0; n < 2; n++) await make(lead, "tickets/", { column: id, name: word() });
      return remove(lead, `columns/${id}/?move_to=${columns[1]}`, `columns/${id}/`);
    }),
  ];
}

export function projectKinds(lead: Client, member: Client, project: string): Kind[] {
  const kind = (name: string, prepare: Kind["prepare"]): Kind => ({ name, function: "Projects", events: 1, prepare });
  const key = (): string => `P${word().toUpperCase()}`;
  const seat = `projects/${project}/members/${member.me.id}/`;
  const wish = { username: member.me.username, role: "member" };
  const join = () => make(lead, `projects/${project}/members/`, wish);
  const away: Act["done"] = gone(member, `projects/${project}/`);
  return [
    // They stay: a deleted project takes its events along. Some thirty trials don't reach the hundred of a person.
    kind("create a project", async () => {
      const made = key();
      const body = { key: made, name: "A project", member_usernames: [member.me.username] };
      const done = shows(member, `projects/${made}/`, { key: made });
      return { client: lead, method: "POST", path: "projects/", body, success: 201, done };
    }),
    kind("change a project", async () => patch(lead, `projects/${project}/`, { name: word() })),
    kind("delete a project", async () => {
      const doomed = key();
      await make(lead, "projects/", { key: doomed, name: "Doomed", member_usernames: [member.me.username] });
      return remove(lead, `projects/${doomed}/`);
    }),
    kind("add a member", async () => {
      expectStatus(await lead.remove(seat), 204, 404);
      const done = shows(member, `projects/${project}/`, { key: project });
      return { client: lead, method: "POST", path: `projects/${project}/members/`, body: wish, success: 201, done };
    }),
    kind("make a member lead", async () => {
      await join();
      return { ...patch(lead, seat, { role: "lead" }), done: async (answer) => fields(answer).role === "lead" };
    }),
    kind("remove a member", async () => {
      await join();
      return { ...remove(lead, seat), done: away };
    }),
    kind("leave a project", async () => {
      await join();
      return { ...remove(member, seat), done: away };
    }),
  ];
}

/** What is said about a ticket: comments and links. */
export function talkKinds(lead: Client, member: Client, project: string): Kind[] {
  const ticket = async (): Promise<string> => String((await make(lead, "tickets/", { project, name: word() })).id);
  const comment = async (): Promise<string> => {
    const made = await make(member, "comments/", { ticket: await ticket(), content: "Old." });
    return `comments/${String(made.id)}/`;
  };
  const kind = (name: string, of: string, events: number, prepare: Kind["prepare"]): Kind => ({
    name,
    function: of,
    events,
    prepare,
  });
  return [
    kind("comment", "Comments", 1, async () => {
      const id = await ticket();
      const done = shows(lead, `tickets/${id}/`, { comments_count: 1, version: 1 });
      return {
        client: member,
        method: "POST",
        path: "comments/",
        body: { ticket: id, content: "New." },
        success: 201,
        done,
      };
    }),
    kind("edit a comment", "Comments", 1, async () => patch(member, await comment(), { content: "New." })),
    kind("delete a comment", "Comments", 1, async () => remove(lead, await comment())),
    kind("link two tickets", "Links", 2, async () => {
      const [path, other] = [`tickets/${await ticket()}/links/`, await ticket()];
      const done = shows(member, `tickets/${other}/links/`, { count: 1 });
      return { client: lead, method: "POST", path, body: { type: "blocks", ticket: other }, success: 201, done };
    }),
    kind("take a link off", "Links", 2, async () => {
      const [id, other] = [await ticket(), await ticket()];
      const link = await make(lead, `tickets/${id}/links/`, { type: "causes", ticket: other });
      const done = shows(member, `tickets/${other}/links/`, { count: 0 });
      return { ...remove(lead, `tickets/${id}/links/${String(link.id)}/`), done };
    }),
    kind("change two tickets at once", "Tickets", 2, async () => {
      const ids = [await ticket(), await ticket()];
      const name = word();
      const done: Act["done"] = async () =>
        (await Promise.all(ids.map((id) => shows(lead, `tickets/${id}/`, { name, version: 2 })({} as Answer)))).every(
          Boolean,
        );
      return { client: lead, method: "POST", path: "tickets/bulk/", body: { ids, set: { name } }, success: 200, done };
    }),
  ];
}
