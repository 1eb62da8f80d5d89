import type { LayoutLoad } from "./$types";

/** Who is signed in: what can be set depends on that. */
export const load: LayoutLoad = async ({ parent }) => {
  const { workspace } = await parent();
  await workspace.load();
};
