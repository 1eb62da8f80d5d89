import type { EntityItem } from "electrodb";
import { Taken, UserEntity } from "./user.entity.ts";

export type UserItem = EntityItem<typeof UserEntity>;

/** User names and e-mail addresses are matched without regard to case, and to how accents are composed. */
export const folded = (s: string): string => s.normalize("NFKC").toLowerCase();

export async function findUser(id: string, consistent = true): Promise<UserItem | undefined> {
  const { data } = await UserEntity.get({ id }).go({ consistent });
  return data ?? undefined;
}

/** A key holds 2,048 bytes; nobody's name or address comes near, so what is longer is nobody's. */
const mostBytes = 1024;

/** The person with this user name or e-mail address: the guard tells who, one read more tells all of them. */
export async function findBy(what: "name" | "mail", value: string): Promise<UserItem | undefined> {
  const key = folded(value);
  if (Buffer.byteLength(key) > mostBytes) return undefined;
  const { data } = await Taken.get({ what, value: key }).go({ consistent: true });
  return data ? findUser(data.user) : undefined;
}

/** Nobody's id, as long as one. */
export const nobody = "00000000-0000-0000-0000-000000000000";

/**
 * A person by what they log in with. An address has an @, which no user name has. Somebody unknown is read like somebody
 * known, so that the time it takes doesn't tell them apart.
 */
export const findByLogin = async (login: string): Promise<UserItem | undefined> =>
  (await findBy(login.includes("@") ? "mail" : "name", login)) ?? findUser(nobody);
