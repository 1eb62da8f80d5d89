import { idIn, type Act, type Hand } from "../hand.ts";

async function tag(hand: Hand): Promise<string | undefined> {
  const name = hand.word();
  const { project, tagNames } = hand.ground;
  const path = await hand.make("make a tag", "tags/", { project, name }, (id) => `tags/${id}/`);
  if (path) tagNames.push(name);
  return path;
}

const contact = (hand: Hand): Promise<string | undefined> =>
  hand.make("make a contact", "contacts/", { name: hand.word(), email: "a@example.com" }, (id) => `contacts/${id}/`);

const own = (path: string): string => path.split("/")[1] ?? "";

/** Pairs are made of new things each time, so that nobody else decides what becomes of them. */
async function place(hand: Hand): Promise<string | undefined> {
  const [to, whom] = [hand.own("make a tag") ?? (await tag(hand)), await contact(hand)];
  if (!to || !whom) return undefined;
  const contact_id = own(whom);
  const says = { of: `place ${own(to)} ${contact_id}`, value: "there" };
  const answer = await hand.write("give a tag a contact", "POST", `${to}add_contact/`, { contact_id }, says);
  if (answer) hand.keep("place", `${to}contacts/${contact_id}/`);
  return answer && `${to}contacts/${contact_id}/`;
}

async function seat(hand: Hand): Promise<string | undefined> {
  const [to, user_id = ""] = [await tag(hand), hand.draw(hand.ground.people)];
  if (!to) return undefined;
  const says = { of: `team ${own(to)} ${user_id}`, value: "there" };
  const answer = await hand.write("put somebody on a team", "POST", `${to}users/`, { user_id }, says);
  if (answer) hand.keep("team", `${to}users/${user_id}/`);
  return answer && `${to}users/${user_id}/`;
}

const rest = (path: string): string => path.replace(/^tags\/([^/]+)\/\w+\/([^/]+)\/$/, "$1 $2");

/** What a superuser does with tags. */
export const tags: Readonly<Record<string, Act>> = {
  "make a tag": tag,
  "give a tag a contact": place,
  "put somebody on a team": seat,

  async "change a tag"(hand) {
    const path = hand.own("make a tag") ?? (await tag(hand));
    if (path) await hand.write("change a tag", "PATCH", path, { description: hand.word() });
  },

  async "delete a tag"(hand) {
    if (!hand.own("make a tag")) await tag(hand);
    const path = hand.take("make a tag");
    if (path) await hand.write("delete a tag", "DELETE", path);
  },

  async "take a tag's contact away"(hand) {
    if (!hand.own("place")) await place(hand);
    const path = hand.take("place");
    const says = { of: `place ${rest(path ?? "")}`, value: "gone" };
    if (path) await hand.write("take a tag's contact away", "DELETE", path, undefined, says);
  },

  async "take somebody off a team"(hand) {
    if (!hand.own("team")) await seat(hand);
    const path = hand.take("team");
    const says = { of: `team ${rest(path ?? "")}`, value: "gone" };
    if (path) await hand.write("take somebody off a team", "DELETE", path, undefined, says);
  },
};

/** What everybody does with contacts and tags. */
export const contacts: Readonly<Record<string, Act>> = {
  "make a contact": contact,

  async "change a contact"(hand) {
    const path = hand.own("make a contact") ?? (await contact(hand));
    if (path) await hand.write("change a contact", "PATCH", path, { name: hand.word(), title: "Dr" });
  },

  async "delete a contact"(hand) {
    if (!hand.own("make a contact")) await contact(hand);
    const path = hand.take("make a contact");
    if (path) await hand.write("delete a contact", "DELETE", path);
  },

  async "tag a ticket"(hand) {
    const [ticket, name] = [hand.ticket(), hand.draw(hand.ground.tagNames)];
    if (ticket && name) await hand.write("tag a ticket", "PATCH", `tickets/${ticket}/`, { tag_names: [name] });
  },

  async "make a tagged ticket"(hand) {
    const name = hand.draw(hand.ground.tagNames);
    const body = { project: hand.ground.project, name: hand.word(), tag_names: name ? [name] : [] };
    return idIn(await hand.write("make a tagged ticket", "POST", "tickets/", body));
  },
};
