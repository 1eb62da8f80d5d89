import { Customers } from "#lib/state/customers.svelte.ts";
import type { LayoutLoad } from "./$types";

/** One list for all of the pages below: who comes back from a customer finds it as it was. */
export const load: LayoutLoad = async ({ parent }) => {
  const { workspace } = await parent();
  await workspace.load();
  return { customers: new Customers() };
};
