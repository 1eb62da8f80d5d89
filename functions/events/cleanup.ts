import { departed } from "@tessera/core/attachment/departure";
import { advance } from "@tessera/core/job/advance";
import { react } from "../lib/react.ts";

/** By the entity of the item that came, changed or went; which of them arrive here says core's `reactions.ts`. */
export const handler = react({ job: advance, attachment: departed });
