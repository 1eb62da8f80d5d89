import { readFileSync } from "node:fs";
import path from "node:path";
import type { Measured } from "./measure.ts";
import { assumed, billOf, dollars, gbSeconds, monthOf, total, type Bill, type Figures } from "./model.ts";
import { asOf, prices, region } from "./prices.ts";
import * as profile from "./profile.ts";

/** docs/cost.md: written by `npm run cost`, and held against the code by `cost.test.ts`. */
export const pageFile = path.join(import.meta.dirname, "../../docs/cost.md");
/** What was measured when it was last written. */
export const measuredFile = path.join(import.meta.dirname, "measured.json");

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Two figures that count, and never an exponent. */
const short = (n: number): string =>
  n === 0 ? "0" : n >= 100 ? Math.round(n).toLocaleString("en") : String(Number(n.toPrecision(2)));

const micro = (bill: Bill): number => total(dollars(bill)) * 1e6;

function operationRow(one: Measured, { logLine }: Figures): string[] {
  const bill = billOf(one, logLine);
  const by = dollars(bill);
  const share = (...services: string[]) =>
    short(services.reduce((sum, service) => sum + (by.get(service) ?? 0), 0) * 1e6);
  const seconds = gbSeconds("asked", one.asked) + gbSeconds("after", one.after);
  return [
    one.name,
    ...[one.requests, one.asked.runs + one.after.runs, one.writes, one.reads].map(short),
    ...[one.asked.cpu + one.after.cpu, seconds * 1000, one.bytes / 1024, one.kept / 1024].map(short),
    share("DynamoDB"),
    share("Lambda"),
    share("CloudFront", "API Gateway"),
    share("CloudWatch"),
    `**${short(micro(bill))}**`,
  ];
}

const operations = (figures: Figures): string =>
  table(
    [
      ...["", "requests", "runs", "W", "R", "CPU ms", "GB·ms", "KB out", "KB kept"],
      ...["table µ$", "functions µ$", "edge, gateway µ$", "logs µ$", "all µ$"],
    ],
    figures.operations.map((one) => operationRow(one, figures)),
  );

function days(figures: Figures): string {
  const rows = profile.profile.map(({ name, perDay }) => {
    const one = figures.operations.find((measured) => measured.name === name);
    const once = one ? micro(billOf(one, figures.logLine)) : NaN;
    return [name, String(perDay), short(once * perDay)];
  });
  return table(["", "a day", "µ$ a day"], rows);
}

/** Cents of whole cents are nothing that one pays: dollars, with as many digits as say something. */
const money = (n: number): string =>
  n >= 100 ? Math.round(n).toLocaleString("en") : n < 0.005 ? "0.00" : n.toFixed(2);

function months(figures: Figures): string {
  const bills = profile.organisations.map((people) => ({ people, bill: monthOf(figures, people) }));
  const columns = bills.flatMap(({ people, bill }) =>
    [false, true].map((free) => ({ people, free, sums: dollars(bill, free) })),
  );
  const head = columns.map(({ people, free }) => `${people.toLocaleString("en")}${free ? ", allowance off" : ""}`);
  const services = [...new Set(Object.values(prices).map(({ service }) => service))];
  return table(
    ["dollars a month", ...head],
    [
      ...services.map((service) => [service, ...columns.map(({ sums }) => money(sums.get(service) ?? 0))]),
      ["**all**", ...columns.map(({ sums }) => `**${money(total(sums))}**`)],
      ["**cents a person**", ...columns.map(({ people, sums }) => `**${short((total(sums) / people) * 100)}**`)],
    ],
  );
}

const list = (): string =>
  table(
    ["meter", "dollars for one", "free each month", "source"],
    Object.entries(prices).map(([meter, { dollars: price, free, source }]) => [
      meter,
      price < 0.0001 ? `${Number((price * 1e6).toPrecision(6))} / million` : String(price),
      free === 0 ? "–" : free.toLocaleString("en"),
      source,
    ]),
  );

/** What is written by hand: the text around the tables, with its figures from the model. */
export function page(figures: Figures): string {
  const words: Readonly<Record<string, string | number>> = {
    ...{ region, asOf, ...assumed.cold, coldShare: assumed.cold.share * 100, wait: assumed.wait },
    ...{ asked: assumed.memory.asked, after: assumed.memory.after, cpuAt: assumed.cpuAt },
    ...{ platformLog: assumed.platformLog, accessLog: assumed.accessLog, logLine: figures.logLine },
    ...{ days: profile.workingDays, months: profile.months, releases: profile.releasesPerMonth },
    ...{ checks: profile.checksPerDay, pictures: profile.picturesPerDay, fileKb: profile.fileBytes / 1024 },
    ...{ mails: profile.mailsPerMonth, appFiles: figures.app.files, appKb: Math.round(figures.app.bytes / 1024) },
    ...{
      operationTable: operations(figures),
      dayTable: days(figures),
      monthTable: months(figures),
      priceTable: list(),
    },
  };
  const prose = readFileSync(path.join(import.meta.dirname, "page.md"), "utf8");
  return prose.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`page.md asks for ${name}, which nothing tells`);
    return String(word);
  });
}
