import { userRoutes, type ListedUser } from "@tessera/core/user/user.schema";
import { call } from "#lib/api/call.ts";
import { Pages } from "./pages.svelte.ts";

/** Everybody's accounts, for superusers. */
export class Accounts {
  readonly list = new Pages<ListedUser>((query) => call(userRoutes.list, { query }));

  async set(id: string, body: { readonly is_active?: boolean; readonly is_superuser?: boolean }): Promise<void> {
    const { username, first_name, last_name, email, is_active, is_superuser } = await call(userRoutes.patch, {
      params: { id },
      body,
    });
    this.list.put({ id, username, first_name, last_name, email, is_active, is_superuser });
  }
}
