import { resolve } from "$app/paths";
import { project as projectText, settings as text } from "#lib/text/settings.ts";

export interface Section {
  readonly label: string;
  readonly href: string;
}

export interface SectionGroup {
  readonly label: string;
  readonly sections: readonly Section[];
}

/** What can be set: of oneself; by superusers of everybody; of the project that one is looking at. */
export function groupsOf(superuser: boolean, project: { key: string; name: string } | null): readonly SectionGroup[] {
  const you = { label: text.you, sections: [{ label: text.profile, href: resolve("/(app)/settings") }] };
  const all = { label: text.organisation, sections: [{ label: text.people, href: resolve("/(app)/settings/people") }] };
  return [...(project ? [ofProject(project)] : []), you, ...(superuser ? [all] : [])];
}

const ofProject = ({ key, name }: { key: string; name: string }): SectionGroup => ({
  label: name,
  sections: [
    { label: projectText.general, href: resolve("/(app)/settings/projects/[key]", { key }) },
    { label: projectText.members, href: resolve("/(app)/settings/projects/[key]/members", { key }) },
    { label: projectText.columns, href: resolve("/(app)/settings/projects/[key]/columns", { key }) },
    { label: projectText.tags, href: resolve("/(app)/settings/projects/[key]/tags", { key }) },
  ],
});

/** Of all sections the one that an address is in: the longest that it begins with. */
export function sectionAt(groups: readonly SectionGroup[], path: string): Section | undefined {
  const inside = ({ href }: Section) => path === href || path.startsWith(`${href}/`);
  const found = groups.flatMap(({ sections }) => sections).filter(inside);
  return found.toSorted((a, b) => b.href.length - a.href.length)[0];
}
