import { address, allResources, readAssembly, type Assembly, type Resource } from "./assembly.ts";
import { readApis } from "./read-api.ts";
import { readBuckets } from "./read-buckets.ts";
import { readDistributions } from "./read-edge.ts";
import { readMappings, readQueues, readRules, readSchedules } from "./read-events.ts";
import { readFunctions } from "./read-functions.ts";
import { readPools } from "./read-pools.ts";
import { readSenders } from "./read-senders.ts";
import { readTables } from "./read-tables.ts";
import { createResolver, Unresolved } from "./resolve.ts";
import { emulated, nothingRuns } from "./understood.ts";
import type { Model } from "./model.ts";
import type { Resolved, Source } from "./source.ts";
import { StartError } from "../kit/start-error.ts";

function problemsOf(resource: Resource): string[] {
  if (resource.type in nothingRuns) return [];
  const known = emulated[resource.type];
  if (!known) return [`${address(resource)}: resource type ${resource.type} is not understood`];
  if (resource.condition !== "")
    return [`${address(resource)}: conditional resources (${resource.condition}) are not understood`];
  const names = Object.keys(resource.properties);
  return names
    .filter((name) => !known.reads.includes(name) && !known.cloudOnly.includes(name))
    .map((name) => `${address(resource)}: property ${name} of ${resource.type} is not understood`);
}

function resolveAll(assembly: Assembly): Resolved[] {
  const resolver = createResolver(assembly);
  const problems: string[] = [];
  const resolved: Resolved[] = [];
  for (const resource of allResources(assembly)) {
    const found = problemsOf(resource);
    problems.push(...found);
    const known = emulated[resource.type];
    if (found.length > 0 || !known) continue;
    const read = Object.entries(resource.properties).filter(([name]) => known.reads.includes(name));
    try {
      resolved.push({
        ...resource,
        values: resolver.properties({ ...resource, properties: Object.fromEntries(read) }),
      });
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      problems.push(`${address(resource)} (${resource.type}): ${error.message} is not understood`);
    }
  }
  if (problems.length > 0) throw new StartError(problems.join("; "));
  return resolved;
}

/**
 * Reads `cdk.out` into what the local cloud runs.
 * @throws StartError naming the logical id of everything that is not understood
 */
export function readModel(dir: string): Model {
  const assembly = readAssembly(dir);
  const resources = resolveAll(assembly);
  const source: Source = { assembly, of: (type) => resources.filter((resource) => resource.type === type) };
  return {
    functions: readFunctions(source),
    tables: readTables(source),
    pools: readPools(source),
    senders: readSenders(source),
    apis: readApis(source),
    distributions: readDistributions(source),
    queues: readQueues(source),
    mappings: readMappings(source),
    schedules: readSchedules(source),
    buckets: readBuckets(source),
    rules: readRules(source),
  };
}
