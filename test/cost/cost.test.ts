import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cloud } from "@tessera/local/cloud";
import { smallWorld, startProduct } from "../units/fixture.ts";
import { measureProfile, type Measured } from "./measure.ts";
import { assumed, billOf, dollars, gbSeconds, monthOf, personsMonth, total, type Figures } from "./model.ts";
import { measuredFile, page, pageFile } from "./page.ts";
import { prices } from "./prices.ts";
import { profile } from "./profile.ts";

const figures = JSON.parse(readFileSync(measuredFile, "utf8")) as Figures; // written by generate.ts as such

const one: Measured = {
  ...{ name: "anything", requests: 1, bytes: 1024 ** 2, reads: 8, writes: 16, kept: 2048 },
  asked: { runs: 1, cpu: 4, trips: 2 },
  after: { runs: 1, cpu: 2, trips: 1 },
};

describe("The price of one thing", () => {
  it("is each meter's amount at its price", () => {
    const by = dollars(billOf(one, 200));

    expect(by.get("DynamoDB")).toBeCloseTo((16 * 0.625 + 8 * 0.125) / 1e6, 12);
    expect(by.get("API Gateway")).toBeCloseTo(1e-6, 12);
    expect(by.get("CloudFront")).toBeCloseTo(1e-6 + 0.1e-6 + 0.085 / 1024, 9);
    expect(by.get("Cognito")).toBe(0);
  });

  it("has a function's memory for as long as it computes and waits", () => {
    const seconds = ((4 + 0.01 * assumed.cold.cpu) * 1769) / 1024 + 2 * 5;

    expect(gbSeconds("asked", one.asked) * 1000).toBeCloseTo(seconds, 9);
    expect(gbSeconds("after", one.asked)).toBeLessThan(gbSeconds("asked", one.asked));
  });
});

describe("A month", () => {
  it("of more people costs as much more, but for the little that nobody asks for", () => {
    const [few, many] = [10, 1000].map((people) => total(dollars(monthOf(figures, people))));

    expect(few).toBeCloseTo(10 * total(dollars(personsMonth(figures))), 1);
    expect(many! / few!).toBeGreaterThan(95);
    expect(many! / few!).toBeLessThanOrEqual(100);
  });

  it("takes off what every account has for nothing, and never more than was used", () => {
    const bill = monthOf(figures, 10);

    expect(total(dollars(bill, true))).toBeLessThan(total(dollars(bill)));
    for (const [service, sum] of dollars(bill, true)) {
      expect(sum, service).toBeGreaterThanOrEqual(0);
      expect(sum, service).toBeLessThanOrEqual(dollars(bill).get(service)!);
    }
  });

  it("of nobody is the sweep's, which is within what is free for functions", () => {
    expect(total(dollars(monthOf(figures, 0), true))).toBeLessThan(0.01);
  });
});

describe("docs/cost.md", () => {
  it("is what prices, profile and the last measurement say: `npm run cost` writes it anew", () => {
    expect(readFileSync(pageFile, "utf8")).toBe(page(figures));
  });

  it("names where each price comes from", () => {
    for (const { source } of Object.values(prices)) expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/\S+\/$/);
  });
});

describe("What was measured", () => {
  let cloud: Cloud;
  let data: string;
  let now: readonly Measured[];

  beforeAll(async () => {
    data = mkdtempSync(path.join(tmpdir(), "tessera-cost-"));
    cloud = await startProduct(data);
    now = await measureProfile(await smallWorld(cloud), { times: 1, warmUp: 0 });
  }, 1_800_000);

  afterAll(async () => {
    await cloud.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it("has the memory that the templates give", () => {
    const memory = (...names: string[]) =>
      new Set(cloud.model.functions.filter(({ name }) => names.includes(name)).map((found) => found.memory));

    expect(memory("Tickets", "Projects", "Comments", "Auth")).toEqual(new Set([assumed.memory.asked]));
    expect(memory("Search", "Cleanup", "Arrivals", "Sweep")).toEqual(new Set([assumed.memory.after]));
  });

  /** An id's length moves half a unit; who made a ticket last half a second ago decides where its number comes from. */
  it.each(profile.map(({ name }) => name))("is still so: %s (else: `npm run cost`)", (name) => {
    const [was, is] = [figures.operations, now].map((all) => all.find((measured) => measured.name === name)!);
    const close = (figure: (of: Measured) => number, slack: number) =>
      expect(Math.abs(figure(is!) - figure(was!))).toBeLessThanOrEqual(Math.max(slack, figure(was!) / 10));

    expect(is!.requests).toBe(was!.requests);
    close((of) => of.asked.runs, 0);
    close((of) => of.after.runs, 1);
    close((of) => of.asked.trips, 1);
    close((of) => of.reads, 2);
    close((of) => of.writes, 2);
    close((of) => of.bytes, 300);
    close((of) => of.kept, 1024);
  });
});
