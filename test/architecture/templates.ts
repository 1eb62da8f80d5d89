import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The synthesised templates, as `npm run synth` has left them in cdk.out. */

export const root = path.resolve(import.meta.dirname, "../..");

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

const assembly = path.join(root, "cdk.out");

/** Template texts by file name. */
export const templateTexts: ReadonlyMap<string, string> = new Map(
  readdirSync(assembly)
    .filter((file) => file.endsWith(".template.json"))
    .map((file) => [file, readFileSync(path.join(assembly, file), "utf8")]),
);

/** Every resource of every stack; logical ids are unique in practice, since they end in a hash of their path. */
export const resources: readonly (readonly [id: string, resource: Resource])[] = [...templateTexts.values()].flatMap(
  (text) => Object.entries((JSON.parse(text) as Template).Resources),
);

export const ofType = (type: string) => resources.filter(([, resource]) => resource.Type === type);

/** A property, by path; `undefined` where it isn't. */
export function property(resource: Resource, ...names: readonly (string | number)[]): unknown {
  return names.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    resource.Properties,
  );
}

/** The statements of all policies that are attached to roles. */
export function statements(): Statement[] {
  const inline = ofType("AWS::IAM::Role").flatMap(
    ([, role]) => (role.Properties["Policies"] ?? []) as { PolicyDocument: { Statement: Statement[] } }[],
  );
  const attached = ofType("AWS::IAM::Policy").map(([, policy]) => policy.Properties as unknown as (typeof inline)[0]);
  return [...inline, ...attached].flatMap((policy) => policy.PolicyDocument.Statement);
}
