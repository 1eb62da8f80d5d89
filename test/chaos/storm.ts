import { setTimeout as delay } from "node:timers/promises";
import type { Cloud } from "@tessera/local/cloud";
import { randomNumbers, type Fault, type Injected } from "@tessera/local/faults/faults";

/** One kind of thing that goes wrong: a fault, whom it meets, and how often, 0–1. */
interface Kind {
  readonly name: string;
  readonly fault: Omit<Fault, "function" | "probability" | "times">;
  /** Functions; all when absent. */
  readonly of?: readonly string[];
  readonly odds: number;
}

/** What nobody asks for but the stream, or S3. */
const consumers = ["Search", "Cleanup", "Arrivals"];
const doors = ["Tickets", "Columns", "Comments", "Links", "Tags", "Contacts", "Attachments", "Projects", "Auth"];

const inTable = (effect: Fault["effect"], more: Partial<Fault> = {}) =>
  ({ service: "dynamodb", effect, ...more }) as const;
const writes = ["TransactWriteItems", "UpdateItem", "PutItem", "DeleteItem", "BatchWriteItem"];
const invocation = (effect: Fault["effect"]) => ({ service: "lambda", actions: ["Invoke"], effect }) as const;
const people = (effect: Fault["effect"]) => ({ service: "cognito-idp", effect }) as const;
const notification = (effect: Fault["effect"]) => ({ service: "s3", actions: ["ObjectCreated"], effect }) as const;
const storage = (effect: Fault["effect"]) =>
  ({ service: "s3", actions: ["PutObject", "HeadObject", "DeleteObject"], effect }) as const;
const clock = (off: number) => ({ service: "lambda", actions: ["Start"], effect: "clock", off }) as const;

const kinds: readonly Kind[] = [
  { name: "a function is killed at a call, before DynamoDB sees it", fault: inTable("death-before"), odds: 0.004 },
  {
    name: "a function is killed at a write that DynamoDB has done",
    fault: inTable("death-after", { actions: writes }),
    odds: 0.012,
  },
  {
    name: "a function is killed before it has done anything",
    fault: invocation("death-before"),
    of: doors,
    odds: 0.01,
  },
  { name: "a function is killed with its answer on its lips", fault: invocation("death-after"), of: doors, odds: 0.02 },
  {
    name: "a consumer dies with its records read, and nothing done",
    fault: invocation("death-before"),
    of: consumers,
    odds: 0.06,
  },
  {
    name: "a consumer dies with all done, and nothing acknowledged",
    fault: invocation("death-after"),
    of: consumers,
    odds: 0.1,
  },
  { name: "DynamoDB throttles", fault: inTable("throttle"), odds: 0.006 },
  { name: "DynamoDB tells of a conflict", fault: inTable("conflict", { actions: ["TransactWriteItems"] }), odds: 0.08 },
  { name: "DynamoDB answers 500", fault: inTable("internal"), odds: 0.006 },
  { name: "DynamoDB times out before it has done it", fault: inTable("timeout-before"), odds: 0.006 },
  { name: "DynamoDB times out after the commit", fault: inTable("timeout-after", { actions: writes }), odds: 0.04 },
  { name: "Cognito throttles", fault: people("throttle"), odds: 0.05 },
  { name: "Cognito's answer is lost", fault: people("timeout-after"), odds: 0.05 },
  { name: "S3 answers 500", fault: storage("internal"), odds: 0.05 },
  { name: "S3's answer is lost", fault: storage("timeout-after"), odds: 0.05 },
  { name: "S3 tells of an object late", fault: notification("meanwhile"), odds: 0.2 },
  { name: "S3 tells of an object twice", fault: notification("timeout-after"), odds: 0.2 },
  { name: "S3 never tells of an object", fault: notification("timeout-before"), odds: 0.2 },
  { name: "a function's clock is 5 s ahead", fault: clock(5000), odds: 0.35 },
  { name: "a function's clock is 5 s behind", fault: clock(-5000), odds: 0.5 },
];

/** Everything that can go wrong, by its name. */
export const names: readonly string[] = kinds.map(({ name }) => name);

const isOf = ({ fault, of }: Kind, met: Injected): boolean =>
  fault.service === met.service &&
  fault.effect === met.effect &&
  fault.off === met.off &&
  (!fault.actions || fault.actions.includes(met.action)) &&
  (!of || of.includes(met.function));

export interface Storm {
  /** How often each kind of thing went wrong. */
  met(): Map<string, number>;
  /** Ends it, late notifications included. */
  calm(): Promise<void>;
}

/** Lets everything go wrong, each kind once for certain as soon as it can, then by chance. */
export function breakOut(cloud: Cloud, seed: number): Storm {
  const { faults } = cloud;
  const random = randomNumbers(seed);
  const late = new Set<Promise<void>>();
  const dawdle = (): Promise<void> => {
    const wait = delay(500 + random() * 3000).finally(() => late.delete(wait));
    late.add(wait);
    return wait;
  };
  faults.seed(seed + 1);
  for (const { fault, of, odds } of kinds)
    for (const name of of ?? [undefined]) {
      const one = { ...fault, ...(name && { function: name }), ...(fault.effect === "meanwhile" && { run: dawdle }) };
      if (!of || name === of[0]) faults.add({ ...one, times: 1 });
      faults.add({ ...one, probability: odds });
    }
  cloud.reload(); // whoever starts now has another clock
  return {
    met: () => new Map(kinds.map((kind) => [kind.name, faults.injected().filter((met) => isOf(kind, met)).length])),
    async calm() {
      await faults.clear();
      while (late.size > 0) await Promise.all(late);
      cloud.reload();
    },
  };
}
