import { isOrdering, valuesOf, type Query } from "./query.ts";

/** As the API is asked. Days since which something was made or changed begin at the asker's midnight. */
export function asked({ lanes: _, tags, ordering, created_after, updated_after, following, ...plain }: Query) {
  const since = (day: string) => new Date(`${day}T00:00:00`).toISOString();
  return {
    ...plain,
    ...(tags && { tags: valuesOf(tags) }),
    ...(ordering && isOrdering(ordering) && { ordering }),
    ...(following === "true" && { following: "true" as const }),
    ...(created_after && { created_after: since(created_after) }),
    ...(updated_after && { updated_after: since(updated_after) }),
  };
}
