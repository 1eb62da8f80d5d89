import { ProjectSettings } from "#lib/state/project-settings.svelte.ts";
import { ProjectTags } from "#lib/state/tags.svelte.ts";
import type { LayoutLoad } from "./$types";

export const load: LayoutLoad = async ({ params, parent }) => {
  const { workspace } = await parent();
  const settings = new ProjectSettings(workspace, params.key.toUpperCase());
  return { settings, tags: new ProjectTags(settings.key) };
};
