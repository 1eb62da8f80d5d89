// What the commands for a deployed Tessera share: where it is, and one of its functions to invoke.
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { existsSync, readFileSync } from "node:fs";
import { inRoot } from "../lib/place.mjs";
import { Stop } from "../lib/say.mjs";

const file = process.env.TESSERA_OUTPUTS ?? inRoot("dist/outputs.json");

/** The outputs of all stacks, as the last deploy from here has left them. @throws Stop when there was none */
export function outputs() {
  if (!existsSync(file))
    throw new Stop("nothing was deployed from here: run `npm run deploy` first, or copy its dist/outputs.json");
  return Object.assign({}, ...Object.values(JSON.parse(readFileSync(file, "utf8"))));
}

const lambda = new LambdaClient();

/** What a function answers. @throws Stop with its error */
export async function invoke(name, event) {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  const answer = JSON.parse(Buffer.from(Payload).toString() || "null");
  if (FunctionError) throw new Stop(`${name} failed: ${answer?.errorMessage ?? FunctionError}`);
  return answer;
}

export async function environmentOf(name) {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  return Environment?.Variables ?? {};
}

/** What the stream's mapping of a function lets through to it. */
export async function filtersOf(FunctionName) {
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  const filters = EventSourceMappings.flatMap(({ FilterCriteria }) => FilterCriteria?.Filters ?? []);
  if (filters.length === 0) throw new Stop(`${FunctionName} has no mapping with a filter: was it deployed anew?`);
  return filters.map(({ Pattern }) => JSON.parse(Pattern));
}
