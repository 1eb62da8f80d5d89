/** What the login page is told, as its query, to lead back to where one was. */
export const returnTo = (here: string): string => (here === "/" ? "" : new URLSearchParams({ next: here }).toString());

/** Where to go after login: only ever a page of ours, whatever the address bar says. */
export function backFrom(search: Pick<URLSearchParams, "get">): string {
  const next = search.get("next") ?? "/";
  return /^\/(?![/\\])[^\t\n\r]*$/.test(next) ? next : "/";
}
