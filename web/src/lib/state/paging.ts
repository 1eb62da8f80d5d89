/** The cursor of a `next` URL, so that following it goes through the typed call as everything does. */
export const cursorOf = (next: string): string | undefined =>
  new URL(next, "http://any.invalid").searchParams.get("cursor") ?? undefined;

/** The parameters of a column's `next` URL. */
export function nextPage(next: string) {
  const { searchParams } = new URL(next, "http://any.invalid");
  const column = searchParams.get("column") ?? undefined;
  const pageSize = searchParams.get("page_size") ?? undefined;
  const cursor = cursorOf(next);
  return {
    ordering: "rank" as const,
    ...(column === undefined ? {} : { column }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(pageSize === undefined ? {} : { page_size: pageSize }),
  };
}
