import { existsSync } from "node:fs";
import path from "node:path";
import { at, isObject, list, number, object, text, texts, type Json } from "../kit/json.ts";
import { arn, physicalName } from "./names.ts";
import { each, type Resolved, type Source } from "./source.ts";
import { address } from "./assembly.ts";
import { Unresolved } from "./resolve.ts";
import type { FunctionSpec, Statement } from "./model.ts";

/** Managed policies are only ARNs in a template. These let a function write its logs and traces, nothing else. */
const logOnlyPolicies = /:policy\/(service-role\/AWSLambdaBasicExecutionRole|AWSXRayDaemonWriteAccess)$/;

/** The asset folder behind `Code.S3Key` ("<hash>.zip"). */
function assetOf(source: Source, key: string): string {
  const dir = source.assembly.assets.get(key.replace(/\.zip$/, ""));
  if (dir === undefined) throw new Unresolved(`asset ${key}`);
  return dir;
}

function statement(value: Json): Statement {
  if (!isObject(value) || value["NotAction"] !== undefined || value["NotResource"] !== undefined)
    throw new Unresolved("a statement with NotAction or NotResource");
  const effect = value["Effect"];
  if (effect !== "Allow" && effect !== "Deny") throw new Unresolved(`effect ${text(effect)}`);
  const condition = value["Condition"];
  const base = { Effect: effect, Action: texts(value["Action"]), Resource: texts(value["Resource"]) } as const;
  return isObject(condition) ? { ...base, Condition: condition } : base;
}

const statementsOf = (document: Json): Statement[] => list(at(document, "Statement")).map(statement);

/** Statements of every role, by its ARN: inline ones, and those of policies attached to it. */
function readRoles(source: Source): Map<string, Statement[]> {
  const roles = new Map<string, Statement[]>();
  each(source, "AWS::IAM::Role", (role) => {
    const managed = texts(role.values["ManagedPolicyArns"]).find((policy) => !logOnlyPolicies.test(policy));
    if (managed !== undefined) throw new Unresolved(`managed policy ${managed}`);
    const inline = list(role.values["Policies"]).flatMap((policy) => statementsOf(at(policy, "PolicyDocument")));
    roles.set(arn(role) ?? "", inline);
  });
  const byName = new Map(source.of("AWS::IAM::Role").map((role) => [physicalName(role), arn(role) ?? ""]));
  each(source, "AWS::IAM::Policy", (policy) => {
    for (const name of texts(policy.values["Roles"])) {
      const statements = roles.get(byName.get(name) ?? "");
      if (!statements) throw new Unresolved(`role ${name}`);
      statements.push(...statementsOf(policy.values["PolicyDocument"]));
    }
  });
  return roles;
}

/** The construct's id, which is what people say; the logical id where CDK wrote no path. */
function nameOf(resource: Resolved): string {
  const path = text(resource.metadata["aws:cdk:path"]); // "Tessera-Api/Tickets/Resource"
  return path.split("/").at(-2) ?? resource.id;
}

function bundleOf(source: Source, resource: Resolved): { dir: string; file: string; handler: string } {
  const dir = assetOf(source, text(at(resource.values, "Code", "S3Key")));
  const [module = "", handler = ""] = text(resource.values["Handler"]).split(".");
  const file = [".mjs", ".js", ".cjs"].map((end) => path.join(dir, module + end)).find((name) => existsSync(name));
  if (file === undefined)
    throw new Unresolved(`handler ${text(resource.values["Handler"])} without a bundle in ${dir}`);
  return { dir, file, handler };
}

export function readFunctions(source: Source): FunctionSpec[] {
  const roles = readRoles(source);
  const names = source.of("AWS::Lambda::Function").map(nameOf);
  return each(source, "AWS::Lambda::Function", (resource) => {
    const runtime = text(resource.values["Runtime"]);
    if (!runtime.startsWith("nodejs")) throw new Unresolved(`runtime ${runtime}`);
    const role = text(resource.values["Role"]);
    const name = nameOf(resource);
    const variables = object(at(resource.values, "Environment", "Variables"));
    return {
      address: address(resource),
      name: names.filter((other) => other === name).length > 1 ? resource.id : name,
      physicalName: physicalName(resource),
      arn: arn(resource) ?? "",
      ...bundleOf(source, resource),
      environment: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, text(value)])),
      timeout: number(resource.values["Timeout"], 3),
      memory: number(resource.values["MemorySize"], 128),
      concurrency: number(resource.values["ReservedConcurrentExecutions"], 0) || undefined,
      role: { arn: role, statements: roles.get(role) ?? [] },
    };
  });
}
