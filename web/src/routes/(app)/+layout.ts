import { redirect } from "@sveltejs/kit";
import { resolve } from "$app/paths";
import { session } from "#lib/api/session.svelte.ts";
import { Workspace } from "#lib/state/workspace.svelte.ts";
import { returnTo } from "#lib/shell/return.ts";
import type { LayoutLoad } from "./$types";

export const load: LayoutLoad = async ({ url, untrack }) => {
  const here = untrack(() => url.pathname + url.search);
  if (!(await session.ensure())) redirect(307, resolve(`/login?${returnTo(here)}`));
  return { workspace: new Workspace() };
};
