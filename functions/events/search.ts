import { described, named, renamed } from "@tessera/core/search/upkeep";
import { react } from "../lib/react.ts";

/** By the entity of the item that came, changed or went; which of them arrive here says core's `reactions.ts`. */
export const handler = react({ card: named, description: described, event: renamed });
