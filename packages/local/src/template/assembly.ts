import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { at, object, parseJson, text, type Json, type JsonObject } from "../kit/json.ts";
import { StartError } from "../kit/start-error.ts";

/** One resource as written in its template; intrinsics are still in `properties`. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** Name of the condition under which it exists; empty for none. */
  readonly condition: string;
}

export interface Stack {
  readonly name: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly template: JsonObject;
}

/** A cloud assembly: its stacks by name, and the folder or file behind each asset hash. */
export interface Assembly {
  readonly dir: string;
  readonly stacks: ReadonlyMap<string, Stack>;
  readonly assets: ReadonlyMap<string, string>;
}

/** `Stack/LogicalId`: how messages and maps name a resource. */
export const address = (resource: Resource): string => `${resource.stack}/${resource.id}`;

export const allResources = (assembly: Assembly): Resource[] =>
  [...assembly.stacks.values()].flatMap((stack) => [...stack.resources.values()]);

function readFile(file: string): Json {
  try {
    return parseJson(readFileSync(file, "utf8"));
  } catch (error) {
    throw new StartError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readStack(dir: string, id: string, artifact: Json): Stack {
  const template = object(readFile(path.join(dir, text(at(artifact, "properties", "templateFile")))));
  const name = text(at(artifact, "properties", "stackName"), id);
  const resources = new Map<string, Resource>();
  for (const [logicalId, body] of Object.entries(object(template["Resources"]))) {
    resources.set(logicalId, {
      stack: name,
      id: logicalId,
      type: text(at(body, "Type")),
      properties: object(at(body, "Properties")),
      metadata: object(at(body, "Metadata")),
      condition: text(at(body, "Condition")),
    });
  }
  return { name, resources, template };
}

function readAssets(dir: string, artifact: Json, into: Map<string, string>): void {
  const manifest = readFile(path.join(dir, text(at(artifact, "properties", "file"))));
  for (const [hash, file] of Object.entries(object(at(manifest, "files")))) {
    const source = at(file, "source", "path");
    if (typeof source === "string") into.set(hash, path.resolve(dir, source));
  }
}

/**
 * Reads a synthesised cloud assembly (`cdk.out`).
 * @throws StartError when the folder is missing, unreadable, or holds nested stages, which nothing here understands.
 */
export function readAssembly(dir: string): Assembly {
  const manifestFile = path.join(dir, "manifest.json");
  if (!existsSync(manifestFile)) throw new StartError(`no cloud assembly in ${dir}: run \`npm run synth\` first`);
  const stacks = new Map<string, Stack>();
  const assets = new Map<string, string>();
  for (const [id, artifact] of Object.entries(object(at(readFile(manifestFile), "artifacts")))) {
    const type = text(at(artifact, "type"));
    if (type === "aws:cloudformation:stack") {
      const stack = readStack(dir, id, artifact);
      stacks.set(stack.name, stack);
    } else if (type === "cdk:asset-manifest") readAssets(dir, artifact, assets);
    else if (type === "cdk:cloud-assembly") throw new StartError(`${id}: nested stages are not understood`);
  }
  if (stacks.size === 0) throw new StartError(`${manifestFile} names no stack`);
  return { dir, stacks, assets };
}

/** Names of the outputs of a stack with their raw values. */
export const outputs = (stack: Stack): [string, Json][] => Object.entries(object(stack.template["Outputs"]));
