import type { Route } from "@tessera/core/kit/route";
import { door, type Operations } from "./door.ts";

type Readable = Record<string, Route & { readonly method: "GET"; readonly access: "public" }>;

/** The handler of what everybody may read and nothing is kept of. It goes without the table, most of what others load. */
export const open = <R extends Readable>(routes: R, operations: Operations<R>) =>
  door(routes, operations, (_route, _event, _given, actor, run) => run(actor));
