import { at, isObject, list, object, text, texts, type Json, type JsonObject } from "../kit/json.ts";
import { outputs, type Assembly, type Resource, type Stack } from "./assembly.ts";
import { attribute, physicalName, place, stackId } from "./names.ts";

/** Thrown for what is not understood; the reader adds the logical id in whose properties it stood. */
export class Unresolved extends Error {}

/** Turns the intrinsics of one assembly into values, across stacks. */
export interface Resolver {
  /** @throws Unresolved for an intrinsic, reference or attribute that nothing here understands */
  resolve(stack: string, value: Json): Json;
  properties(resource: Resource): JsonObject;
}

export function createResolver(assembly: Assembly): Resolver {
  const resolve = (stack: string, value: Json): Json => {
    if (Array.isArray(value)) return value.map((item) => resolve(stack, item)).filter((item) => item !== undefined);
    if (typeof value === "string" && value.includes("{{resolve:")) throw new Unresolved(`dynamic reference ${value}`);
    if (!isObject(value)) return value;
    const [name, ...more] = Object.keys(value);
    if (name !== undefined && more.length === 0 && (name === "Ref" || name.startsWith("Fn::")))
      return intrinsic(context(assembly, stack, resolve), name, value[name]);
    const entries = Object.entries(value).map(([key, item]) => [key, resolve(stack, item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };
  return { resolve, properties: (resource) => object(resolve(resource.stack, resource.properties)) };
}

interface Context {
  readonly assembly: Assembly;
  readonly stack: Stack;
  /** Resolves in this stack, or in the named one. */
  readonly value: (value: Json, stack?: string) => Json;
}

function context(assembly: Assembly, name: string, resolve: (stack: string, value: Json) => Json): Context {
  const stack = assembly.stacks.get(name);
  if (!stack) throw new Unresolved(`stack ${name} is not in the assembly`);
  return { assembly, stack, value: (value, other = name) => resolve(other, value) };
}

function intrinsic(ctx: Context, name: string, argument: Json): Json {
  switch (name) {
    case "Ref":
      return ref(ctx, text(argument));
    case "Fn::GetAtt":
      return getAtt(ctx, Array.isArray(argument) ? texts(argument) : text(argument).split("."));
    case "Fn::Join":
      return texts(ctx.value(list(argument)[1])).join(text(list(argument)[0]));
    case "Fn::Sub":
      return substitute(ctx, argument);
    case "Fn::Select":
      return list(ctx.value(list(argument)[1]))[Number(text(ctx.value(list(argument)[0])))];
    case "Fn::Split":
      return text(ctx.value(list(argument)[1])).split(text(list(argument)[0]));
    case "Fn::Base64":
      return Buffer.from(text(ctx.value(argument))).toString("base64");
    case "Fn::ImportValue":
      return importValue(ctx, text(ctx.value(argument)));
    case "Fn::GetStackOutput":
      return stackOutput(ctx, object(ctx.value(argument)));
    default:
      throw new Unresolved(`intrinsic ${name}`);
  }
}

function ref(ctx: Context, id: string): Json {
  const pseudo: Record<string, string | undefined> = {
    "AWS::Region": place.region,
    "AWS::AccountId": place.account,
    "AWS::Partition": place.partition,
    "AWS::URLSuffix": place.suffix,
    "AWS::StackName": ctx.stack.name,
    "AWS::StackId": stackId(ctx.stack.name),
    "AWS::NoValue": undefined,
  };
  if (id in pseudo) return pseudo[id];
  const resource = ctx.stack.resources.get(id);
  if (resource) return physicalName(resource);
  const parameter = at(ctx.stack.template, "Parameters", id, "Default");
  if (parameter !== undefined && text(at(ctx.stack.template, "Parameters", id, "Type")) === "String") return parameter;
  throw new Unresolved(`Ref ${id}`);
}

function getAtt(ctx: Context, [id = "", ...path]: string[]): string {
  const name = path.join(".");
  const resource = ctx.stack.resources.get(id);
  const value = resource && attribute(resource, name);
  if (value === undefined) throw new Unresolved(`Fn::GetAtt ${id}.${name}`);
  return value;
}

function substitute(ctx: Context, argument: Json): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const known = object(ctx.value(variables));
  const filled = text(template).replace(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
    if (name in known) return text(known[name]);
    return name.includes(".") && !name.startsWith("AWS::") ? getAtt(ctx, name.split(".")) : text(ref(ctx, name));
  });
  return filled.replace(/\$\{!/g, "${");
}

function importValue(ctx: Context, name: string): Json {
  for (const stack of ctx.assembly.stacks.values())
    for (const [, output] of outputs(stack))
      if (text(at(output, "Export", "Name")) === name) return ctx.value(at(output, "Value"), stack.name);
  throw new Unresolved(`Fn::ImportValue ${name}`);
}

function stackOutput(ctx: Context, argument: JsonObject): Json {
  const stack = ctx.assembly.stacks.get(text(argument["StackName"]));
  const output = stack && outputs(stack).find(([name]) => name === argument["OutputName"])?.[1];
  if (!stack || output === undefined)
    throw new Unresolved(`Fn::GetStackOutput ${text(argument["StackName"])}.${text(argument["OutputName"])}`);
  return ctx.value(at(output, "Value"), stack.name);
}
