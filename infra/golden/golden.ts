import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * The templates as they are meant to be, kept in the repository, so that a pull request shows what changes in the cloud, and
 * what of it holds data.
 */
export const golden = import.meta.dirname;

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A template's text with what changes at each build taken out: the hashes of the functions' bundles. */
export const settled = (text: string): string =>
  `${JSON.stringify(JSON.parse(text), null, 2).replaceAll(/\b[0-9a-f]{64}\b/g, "ASSET")}\n`;

/** Settled templates by file name, of a folder that synthesis has made. */
export function templatesIn(assembly: string): Map<string, string> {
  const files = readdirSync(assembly).filter((file) => file.endsWith(".template.json"));
  return new Map(files.toSorted().map((file) => [file, settled(readFileSync(path.join(assembly, file), "utf8"))]));
}

/**
 * What can't be changed without a new, empty resource in place of the old one: "Update requires: Replacement" in
 * CloudFormation's reference of each type. Of all types that hold what people have made.
 */
const fixed: Readonly<Record<string, readonly string[]>> = {
  "AWS::DynamoDB::GlobalTable": ["TableName", "KeySchema", "LocalSecondaryIndexes"],
  "AWS::S3::Bucket": ["BucketName", "ObjectLockEnabled"],
  // Names of people can be made an alias, and attributes defined, at the pool's birth only.
  "AWS::Cognito::UserPool": ["AliasAttributes", "UsernameAttributes", "UsernameConfiguration", "Schema"],
  "AWS::Cognito::UserPoolClient": ["UserPoolId", "GenerateSecret"],
  "AWS::Cognito::UserPoolGroup": ["UserPoolId", "GroupName"],
  "AWS::SES::EmailIdentity": ["EmailIdentity"],
};

/** Those resources by their logical ids, each with its type and what is fixed of it. */
export function holding(texts: Iterable<string>): Record<string, object> {
  const resources = [...texts].flatMap((text) =>
    Object.entries((JSON.parse(text) as { Resources: Record<string, Resource> }).Resources),
  );
  return Object.fromEntries(
    resources
      .filter(([, { Type }]) => Type in fixed)
      .map(([id, { Type, Properties = {} }]) => [
        id,
        {
          Type,
          ...Object.fromEntries(
            (fixed[Type] ?? []).flatMap((name) => (name in Properties ? [[name, Properties[name]]] : [])),
          ),
        },
      ]),
  );
}

/** Writes the templates of a synthesis down, and answers the names of those that differ from before. */
export function writeGolden(assembly: string): string[] {
  mkdirSync(golden, { recursive: true });
  return [...templatesIn(assembly)].flatMap(([file, text]) => {
    const to = path.join(golden, file);
    const before = readdirSync(golden).includes(file) ? readFileSync(to, "utf8") : "";
    if (before === text) return [];
    writeFileSync(to, text);
    return [file];
  });
}
