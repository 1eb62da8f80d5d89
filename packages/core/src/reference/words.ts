import type { GenericSchema, InferInput, InferOutput } from "valibot";
import type { Route, Routes } from "../kit/route.ts";

/** Prose for the reference. It stands in `<concept>.words.ts`, because the web app loads the schema files. */

/** Refusals that don't follow from a route's shape (`responses.ts`), each with when it happens. */
export type Refusals = Readonly<Partial<Record<400 | 401 | 403 | 404 | 409 | 413 | 415, string>>>;

export interface RouteWords<R extends Route> {
  /** A few words, as in a table of contents. */
  readonly summary: string;
  /** What the schemas can't say: who may, what happens besides, limits. Paragraphs end in an empty line. */
  readonly about?: string;
  readonly refuses?: Refusals;
  /** A success with the same answer and another status, and what it tells. */
  readonly also?: Readonly<Record<number, string>>;
  /** What parameters of this route's query mean, where a field of that name means something else. */
  readonly query?: Fields;
  /** Takes the refresh token's cookie instead of a bearer token. */
  readonly cookie?: true;
  /** Where the answer is no named schema and no page of one. */
  readonly answer?: R["answer"] extends GenericSchema ? InferOutput<R["answer"]> : never;
}

/** One line per property or parameter, for all of a concept's schemas that have one of this name. */
export type Fields = Readonly<Record<string, string>>;

/** By the name of the exported schema: what a body or an answer looks like. */
export type Examples<Schemas> = {
  readonly [Name in keyof Schemas]?: Schemas[Name] extends GenericSchema
    ? InferInput<Schemas[Name]> | InferOutput<Schemas[Name]>
    : never;
};

/** What a resource needs beside its schemas. A route without its words doesn't compile. */
export interface Words<R extends Routes> {
  readonly title: string;
  readonly about: string;
  readonly routes: { readonly [Name in keyof R]: RouteWords<R[Name]> };
  /** Path parameters, as examples. */
  readonly path?: Readonly<Record<string, string>>;
}
