import type { LayoutLoad } from "./$types";

export const load: LayoutLoad = async ({ params, parent }) => {
  const { workspace } = await parent();
  return { board: workspace.open(params.key.toUpperCase()) };
};
