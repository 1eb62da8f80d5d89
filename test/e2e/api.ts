import type { Person } from "./acts.ts";

/** What prepares a journey past the pages: calls to the API as somebody. Answers the body; a refusal throws. */
export type Api = <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;

async function send<T>(url: string, method: string, path: string, headers: HeadersInit, body: unknown): Promise<T> {
  const answer = await fetch(`${url}/api/tickets/${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T; // as the contract says
}

/** As the first superuser, by the development key. */
export const superuser =
  (url: string): Api =>
  (method, path, body) =>
    send(url, method, path, { "X-Super-Secret-Key": "dev-super-secret-key-12345" }, body);

/** As somebody who has registered. */
export async function as(url: string, { username, password }: Person): Promise<Api> {
  const { tokens } = await send<{ tokens: { access: string } }>(url, "POST", "auth/login/", {}, { username, password });
  return (method, path, body) => send(url, method, path, { authorization: `Bearer ${tokens.access}` }, body);
}

interface Found {
  readonly results: readonly { readonly id: string }[];
}

/** Makes somebody a superuser; their pages know it when they are loaded anew. */
export async function promote(url: string, { username }: Person): Promise<void> {
  const { results } = await superuser(url)<Found>("GET", `users/?search=${username}`);
  await superuser(url)("PATCH", `users/${results[0]?.id}/`, { is_superuser: true });
}
