import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedOf, startWorld, type World } from "../load/world.ts";
import { chaos, deeds, undone, type Run } from "./chaos.ts";
import { judge } from "./checker.ts";
import { anew, sabotages } from "./sabotage.ts";
import { names } from "./storm.ts";

/** A short run of what `npm run chaos` does, and then the proof that its checker would have noticed. */
const seconds = 8;

let world: World;
let run: Run;

beforeAll(async () => {
  const seed = seedOf("chaos");
  world = await startWorld();
  run = await chaos(world, { seed, seconds, tell: (line) => console.log(line) });
  console.log([...run.met].map(([name, n]) => `${n} × ${name}`).join("\n"));
}, 600_000);

afterAll(() => world.stop());

describe("While everything goes wrong", () => {
  it("everything does", () => {
    expect([...run.met].filter(([, n]) => n === 0)).toEqual([]);
    expect([...run.met.keys()]).toEqual(names);
  });

  it("people do everything that changes something, and nothing that isn't listed", () => {
    const asked = new Set(run.evidence.journal.entries.map((e) => e.what));

    expect(undone(run.evidence.journal)).toEqual([]);
    expect([...asked].toSorted()).toEqual(deeds.toSorted());
  });
});

describe("Afterwards", () => {
  it("nothing contradicts anything, and everything that was looked for was found", () => {
    const verdicts = judge(run.evidence);

    expect(verdicts.flatMap(({ invariant, wrong }) => wrong.map((line) => `${invariant}: ${line}`))).toEqual([]);
    expect(verdicts.filter(({ checked }) => checked === 0)).toEqual([]);
  });

  it("there is something to break for each invariant", () => {
    expect(judge(run.evidence).map(({ invariant }) => invariant)).toEqual(Object.keys(sabotages));
  });
});

describe("The checker notices when it isn't so that", () => {
  it.each(Object.entries(sabotages))("%s", async (invariant, sabotage) => {
    const mend = await sabotage({ cloud: world.cloud, evidence: run.evidence });
    const found = judge(await anew(world.cloud, run.evidence)).filter(({ wrong }) => wrong.length > 0);
    await mend();

    expect(found.map((verdict) => verdict.invariant)).toContain(invariant);
  });

  it("and it is so again", async () => {
    expect(judge(await anew(world.cloud, run.evidence)).filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  });
});
