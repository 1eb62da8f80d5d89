import { arrived } from "@tessera/core/attachment/arrival";
import { notice } from "../lib/react.ts";

export const handler = notice(arrived);
