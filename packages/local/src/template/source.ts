import type { JsonObject } from "../kit/json.ts";
import { StartError } from "../kit/start-error.ts";
import { address, type Assembly, type Resource } from "./assembly.ts";
import { Unresolved } from "./resolve.ts";

/** A resource with its intrinsics resolved. */
export interface Resolved extends Resource {
  readonly values: JsonObject;
}

/** The emulated resources of an assembly, by type. */
export interface Source {
  readonly assembly: Assembly;
  of(type: string): Resolved[];
}

/** Runs one reader on each resource of a type, so that a mistake names the logical id it stands in. */
export function each<T>(source: Source, type: string, read: (resource: Resolved) => T): T[] {
  return source.of(type).map((resource) => {
    try {
      return read(resource);
    } catch (error) {
      if (error instanceof Unresolved)
        throw new StartError(`${address(resource)} (${type}): ${error.message} is not understood`);
      throw error;
    }
  });
}
