/** The login page that leads back to where one was. */
export function loginPath(login: string, here: string): string {
  return here === "/" ? login : `${login}?${new URLSearchParams({ next: here })}`;
}

/** Where to go after login: only ever a page of ours, whatever the address bar says. */
export function backFrom(search: Pick<URLSearchParams, "get">): string {
  const next = search.get("next") ?? "/";
  return /^\/(?![/\\])/.test(next) ? next : "/";
}
