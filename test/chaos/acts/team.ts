import { Client } from "../../load/client.ts";
import { registration } from "../../load/world.ts";
import type { Act, Hand } from "../hand.ts";

const seatOf = (hand: Hand, id: string): string => `seat ${hand.ground.project} ${id}`;

/** Has somebody's seat in hand alone. One of which nobody knows how it ended stays there. */
async function withGuest(
  hand: Hand,
  run: (guest: Hand["ground"]["guests"][number]) => Promise<boolean>,
): Promise<void> {
  const guest = hand.ground.guests.shift();
  if (guest && (await run(guest))) hand.ground.guests.push(guest);
}

const join = (hand: Hand, { id, username }: { id: string; username: string }, role: string) =>
  hand.write(
    "add a member",
    "POST",
    `projects/${hand.ground.project}/members/`,
    { username, role },
    {
      of: seatOf(hand, id),
      value: role,
    },
  );

const found = (hand: Hand): Promise<string | undefined> => {
  const key = hand
    .word()
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "")
    .slice(-10);
  const body = { key, name: hand.word(), member_usernames: [hand.draw(hand.ground.guests)?.username].filter(Boolean) };
  return hand.make("found a project", "projects/", body, (made) => `projects/${made}/`);
};

/** What a lead does with people and projects. */
export const team: Readonly<Record<string, Act>> = {
  "found a project": found,

  "add a member": (hand) => withGuest(hand, async (guest) => (await join(hand, guest, "member")) !== undefined),

  "change a member's role": (hand) =>
    withGuest(hand, async (guest) => {
      if (!(await join(hand, guest, "member"))) return false;
      const path = `projects/${hand.ground.project}/members/${guest.id}/`;
      const says = { of: seatOf(hand, guest.id), value: "lead" };
      return (await hand.write("change a member's role", "PATCH", path, { role: "lead" }, says)) !== undefined;
    }),

  "remove a member": (hand) =>
    withGuest(hand, async (guest) => {
      if (!(await join(hand, guest, "member"))) return false;
      const path = `projects/${hand.ground.project}/members/${guest.id}/`;
      const says = { of: seatOf(hand, guest.id), value: "former" };
      return (await hand.write("remove a member", "DELETE", path, undefined, says)) !== undefined;
    }),

  async "change a project"(hand) {
    const path = hand.own("found a project") ?? (await found(hand));
    if (path) await hand.write("change a project", "PATCH", path, { name: hand.word() });
  },

  async "delete a project"(hand) {
    if (!hand.own("found a project")) await found(hand);
    const path = hand.take("found a project");
    if (path) await hand.write("delete a project", "DELETE", path);
  },
};

/** What people do about themselves. */
export const people: Readonly<Record<string, Act>> = {
  async register(hand) {
    const nobody = new Client(hand.ground.url);
    await hand.ground.journal.write(nobody, "register", "POST", "auth/register/", registration(`new-${hand.word()}`));
  },

  async "change one's name"(hand) {
    const first_name = hand.word();
    const says = { of: `name ${hand.client.me.id}`, value: first_name };
    await hand.write("change one's name", "PATCH", "auth/me/", { first_name }, says);
  },

  async "change one's preferences"(hand) {
    await hand.write("change one's preferences", "PATCH", "auth/me/", { preferences: { seen: hand.word() } });
  },
};
