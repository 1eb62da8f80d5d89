import type { GenericSchema, InferInput, InferOutput } from "valibot";

/**
 * One line of the API: where it is, who may call it, what goes in and out. Infra makes the gateway's route
 * from it, `serve` the door, `operation` the validation, web the typed call. `access: "public"` means that
 * no bearer token is asked for.
 */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With its trailing slash; the gateway offers it without, too. Parameters in braces. */
  readonly path: `/api/${string}/`;
  readonly access: "public" | "user";
  readonly params?: GenericSchema;
  readonly query?: GenericSchema;
  readonly body?: GenericSchema;
  /** What it takes as `multipart/form-data` instead of the body; files are `formFile`s. */
  readonly form?: GenericSchema;
  /** null: no body (204). */
  readonly answer: GenericSchema | null;
  readonly status: 200 | 201 | 202 | 204;
  /** The answer's media type where it isn't JSON: then it is a string, sent as it is. */
  readonly type?: `${string}/${string}`;
}

export type Routes = Record<string, Route>;

type Out<S> = S extends GenericSchema ? InferOutput<S> : undefined;
type In<S> = S extends GenericSchema ? InferInput<S> : undefined;
type Field<R, K extends string> = R extends { readonly [P in K]: infer S } ? S : undefined;

/** What an operation is given, after validation: its body, or the form that came instead. */
export type Input<R extends Route> = {
  readonly params: Out<Field<R, "params">>;
  readonly query: Out<Field<R, "query">>;
} & (
  | { readonly body: Out<Field<R, "body">>; readonly form: undefined }
  | (R extends { readonly form: infer F } ? { readonly body: undefined; readonly form: Out<F> } : never)
);

/** What a caller writes, before validation. */
export interface Request<R extends Route> {
  readonly params: In<Field<R, "params">>;
  readonly query: In<Field<R, "query">>;
  readonly body: In<Field<R, "body">>;
}

export type Answer<R extends Route> = R["answer"] extends GenericSchema ? InferOutput<R["answer"]> : undefined;
