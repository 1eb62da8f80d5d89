import { sweep } from "@tessera/core/job/sweep";
import { tick } from "../lib/react.ts";

export const handler = tick(() => sweep());
