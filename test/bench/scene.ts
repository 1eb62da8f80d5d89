import type { Cloud } from "@tessera/local/cloud";
import type { Scene } from "./operations.ts";
import { account } from "./seed.ts";

/** The seeded project as its owner finds it. */
export async function sceneOf(cloud: Pick<Cloud, "url">, project: string, tickets: number): Promise<Scene> {
  const ask = async <T>(method: string, at: string, body?: object, token = ""): Promise<T> => {
    const response = await fetch(`${cloud.url}/api/tickets/${at}`, {
      method,
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  };
  const session = await ask<{ user: { id: string }; tokens: { access: string } }>("POST", "auth/login/", account);
  const token = session.tokens.access;
  const columns = await ask<{ results: { id: string }[] }>("GET", `columns/?project=${project}`, undefined, token);
  const { url } = cloud;
  return { url, token, project, tickets, me: session.user.id, columns: columns.results.map(({ id }) => id) };
}
