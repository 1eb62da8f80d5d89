import type { Client } from "./client.ts";
import { expectStatus } from "./world.ts";

export interface Found {
  readonly id: string;
  readonly name: string;
}
export interface Page {
  readonly results: readonly Found[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly truncated?: true;
}

/** On a busy machine a read of a thousand items may be asked to come again. */
export async function page(by: Client, path: string): Promise<Page> {
  for (let tries = 0; ; tries++) {
    const answer = await by.get(path);
    if (answer.status !== 503 || tries === 5) return expectStatus(answer, 200).body as Page;
  }
}

/** All pages of a list, from this one on. */
export async function walk(by: Client, path: string, way: "next" | "previous" = "next"): Promise<string[]> {
  const ids: string[] = [];
  for (let at: string | null = path; at !== null;) {
    const { results, ...links }: Page = await page(by, at);
    const some = results.map(({ id }) => id);
    ids.push(...(way === "next" ? some : some.toReversed()));
    at = links[way];
  }
  return ids;
}

/** A ticket in the project that the person registered with, unless the body says another. */
export const create = async (by: Client, body: object): Promise<string> =>
  (expectStatus(await by.post("tickets/", { project: by.me.project, ...body }), 201).body as Found).id;

export const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, i * size + size));
