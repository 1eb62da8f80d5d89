import { redirect } from "@sveltejs/kit";
import { resolve } from "$app/paths";
import type { PageLoad } from "./$types";

export const load: PageLoad = async ({ parent }) => {
  const { workspace } = await parent();
  await workspace.load();
  const key = workspace.home;
  if (key !== null) redirect(307, resolve("/(app)/p/[key]", { key }));
};
