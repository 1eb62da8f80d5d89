import { authRoutes } from "@tessera/core/auth/auth.schema";
import { call } from "#lib/api/call.ts";
import { changeMe } from "./me.ts";

export interface Profile {
  readonly first_name: string;
  readonly last_name: string;
  /** An IANA name; empty: the browser's. */
  readonly timezone: string;
}

/** Saves what is given of one's own profile; blank is none. */
export function saveProfile({ timezone, ...names }: Partial<Profile>): Promise<void> {
  const preferences = timezone === undefined ? {} : { preferences: { timezone: timezone === "" ? null : timezone } };
  return changeMe({ ...names, ...preferences });
}

/** Ends every other session of this person. */
export const changePassword = (old_password: string, new_password: string): Promise<undefined> =>
  call(authRoutes.changePassword, { body: { old_password, new_password } });
