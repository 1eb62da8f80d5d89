import type { UserItem } from "./find.ts";
import type { Me } from "./user.schema.ts";

/** A person as they see themselves; `superuser` is what their token says, or what their profile says of others. */
export const showMe = (user: UserItem, superuser: boolean = user.is_superuser): Me => ({
  id: user.id,
  username: user.username,
  first_name: user.first_name ?? null,
  last_name: user.last_name ?? null,
  email: user.email,
  email_verified: user.email_verified,
  is_superuser: superuser,
  is_staff: superuser,
  is_active: user.is_active,
  preferences: JSON.parse(user.preferences ?? "{}") as Me["preferences"], // written by patchMe only, which checks it
});
