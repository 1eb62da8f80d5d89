// Loads the demo project through the public API, as five people would. It looks at what is there first, so that a
// load that was interrupted is finished by the next start and nothing is made twice.
import { randomUUID } from "node:crypto";
import { Stop } from "../lib/say.mjs";
import { password, people, project } from "./people.mjs";
import { epics, tickets } from "./tickets.mjs";

export const accounts = () => [
  `log in as ${people[0].username} with the password ${password}`,
  `(${people
    .slice(1)
    .map(({ username }) => username)
    .join(", ")} have the same password)`,
];

/** One call; answers `[status, body]`. What the service can't do right now is tried again. */
async function call(origin, token, method, path, body, headers = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${origin}/api/tickets/${path}`, {
      method,
      headers: {
        ...(body && { "content-type": "application/json" }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status < 500 && response.status !== 429) return [response.status, text && JSON.parse(text)];
    if (attempt === 4)
      throw new Stop(`the demo could not be loaded: ${method} ${path} answered ${response.status} ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
  }
}

function expect([status, body], what, ...allowed) {
  if (status >= 300 && !allowed.includes(status))
    throw new Stop(`the demo could not be loaded: ${what} answered ${status} ${JSON.stringify(body)}`);
  return body;
}

async function enter(origin, person) {
  const login = () => call(origin, undefined, "POST", "auth/login/", { username: person.username, password });
  const own =
    person === people[0]
      ? { project_key: project.key, project_name: project.name }
      : { project_name: `${person.first_name}'s notes` };
  let [status, body] = await login();
  if (status === 401)
    body = expect(await call(origin, undefined, "POST", "auth/register/", { ...person, password, ...own }), "register");
  else expect([status, body], "login");
  const token = body.tokens.access;
  return { id: body.user.id, username: person.username, send: (...request) => call(origin, token, ...request) };
}

const day = (offset) =>
  offset === undefined ? null : new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** All tickets of the project, by name. */
async function present(owner) {
  const found = new Map();
  for (let query = `project=${project.key}&page_size=100`; query;) {
    const page = expect(await owner.send("GET", `tickets/?${query}`), "the list of tickets");
    for (const ticket of page.results) found.set(ticket.name, ticket.id);
    query = page.next && new URL(page.next, "http://localhost").search.slice(1);
  }
  return found;
}

/** A repeated call is the same call only within one load: the next one looks at what has become of this one's. */
function create(team, columns, found) {
  const run = `demo ${randomUUID()}`;
  return async (column, { by, to, in: epic, start, due, ...fields }) => {
    if (found.has(fields.name)) return;
    const body = {
      ...fields,
      project: project.key,
      column: columns.get(column),
      assignee_ids: to.map((username) => team.get(username).id),
      parent: epic ? found.get(epic) : null,
      start_date: day(start),
      due_date: day(due),
    };
    const key = { "idempotency-key": `${run} ${fields.name}` };
    const ticket = expect(await team.get(by).send("POST", "tickets/", body, key), `creating "${fields.name}"`);
    found.set(fields.name, ticket.id);
  };
}

export async function loadDemo(origin) {
  const team = new Map();
  for (const person of people) team.set(person.username, await enter(origin, person));
  const owner = team.get(people[0].username);

  expect(
    await owner.send("PATCH", `projects/${project.key}/`, { description: project.description, edit_policy: "members" }),
    "the project",
  );
  for (const { username } of people.slice(1))
    expect(await owner.send("POST", `projects/${project.key}/members/`, { username }), `adding ${username}`, 409);
  const page = expect(await owner.send("GET", `columns/?project=${project.key}`), "the columns");
  const columns = new Map(page.results.map(({ name, id }) => [name, id]));
  expect(
    await owner.send("PATCH", `columns/${columns.get("In Progress")}/`, { wip_limit: 12 }),
    "the limit of a column",
  );

  const add = create(team, columns, await present(owner));
  for (const [column, lines] of [...Object.entries(epics), ...Object.entries(tickets)])
    for (const line of lines) await add(column, line);
}
