/** The parameters of a `next` URL, so that following it goes through the typed call as everything does. */
export function nextPage(next: string) {
  const { searchParams } = new URL(next, "http://any.invalid");
  const text = (name: string) => searchParams.get(name) ?? undefined;
  const pageSize = text("page_size");
  const column = text("column");
  const cursor = text("cursor");
  return {
    ordering: "rank" as const,
    ...(column === undefined ? {} : { column }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(pageSize === undefined ? {} : { page_size: pageSize }),
  };
}
