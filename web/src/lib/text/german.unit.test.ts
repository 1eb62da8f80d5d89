import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { errorOf } from "#lib/api/refusal.ts";
import { adopt } from "./adopt.ts";
import * as german from "./de/german.ts";
import * as messages from "./messages.ts";
import { words } from "./words.ts";

type Texts = Readonly<Record<string, unknown>>;
const isTexts = (value: unknown): value is Texts => typeof value === "object" && value !== null;

const modules = import.meta.glob<Texts>(["./*.ts", "!./*.test.ts", "!./words.ts"], { eager: true });
const english = Object.fromEntries(
  Object.values(modules)
    .flatMap((module) => Object.entries(module))
    .filter(([, value]) => isTexts(value)),
);

/** The paths of all texts; a function's says how much it is given. */
const leaves = (value: unknown, at: string): string[] =>
  isTexts(value) ? Object.entries(value).flatMap(([key, inside]) => leaves(inside, `${at}.${key}`)) : [at];

/** What the API's sources call a reason: `code|sentence`, and what is given to those that refuse. */
function reasons(): { field: Set<string>; whole: Set<string> } {
  const root = path.resolve(import.meta.dirname, "../../../../packages/core/src");
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(path.join(root, file), "utf8"))
    .join("\n");
  const all = (pattern: RegExp) => [...sources.matchAll(pattern)].map((match) => match[1] ?? "");
  return {
    field: new Set([...all(/["`]([a-z_]+)\|[A-Z]/g), ...all(/\binvalid\(\s*[\w"]+,\s*"(\w+)"/g)]),
    whole: new Set([...all(/\bconflict\(\s*"([\w.]+)"/g), ...all(/AppError\("(?:conflict|too_large)",\s*"([\w.]+)"/g)]),
  };
}

const gateway = ["gateway.413", "gateway.429", "gateway.503"];

describe("German", () => {
  // Its own words for what the API says are more than English needs: there the API's sentences do.
  const more = ["byCode", "byReason"];
  beforeAll(() => void expect(Object.keys(english).length).toBeGreaterThan(40));

  it("has every text that English has, and no other", () => {
    const all = (from: Texts) =>
      Object.entries(from)
        .filter(([name]) => !more.includes(name))
        .flatMap(([name, value]) => leaves(value, name))
        .toSorted();

    expect(all(german)).toEqual(all(english));
  });

  it("has words for every reason of the API's", () => {
    const { field, whole: said } = reasons();
    expect(field.size).toBeGreaterThan(25);
    expect(said.size).toBeGreaterThan(12);

    expect([...field].filter((reason) => german.byReason[reason] === undefined)).toEqual([]);
    expect([...said, ...gateway].filter((code) => german.byCode[code] === undefined)).toEqual([]);
  });

  it("tells numbers by the API's sentence, and leaves what it doesn't know as it is", async () => {
    const answer = () =>
      Response.json(
        {
          errors: { name: ["Use at most 1,000 characters.", "So be it."], key: ["No."], username: ["Nobody."] },
          error_codes: { name: ["too_long", "mystery"], key: ["invalid"], username: ["unknown"] },
        },
        { status: 400 },
      );
    const before = { ...messages.byReason };
    const first = await errorOf(answer());
    adopt({ byReason: german.byReason });
    const second = await errorOf(answer());

    expect(before).toEqual({});
    expect(first.errors["name"]).toEqual(["Use at most 1,000 characters.", "So be it."]);
    expect(second.errors).toEqual({
      name: ["Höchstens 1,000 Zeichen.", "So be it."],
      key: ["2 bis 10 Buchstaben und Ziffern, ein Buchstabe zuerst."],
      username: ["Niemand heißt so."],
    });
  });

  it("is adopted by what is loaded already, and by what comes later", () => {
    const early = words("early", { hello: "Hello", bye: "Bye" });
    adopt({ early: { hello: "Hallo" }, late: { yes: "Ja" } });

    expect(early).toEqual({ hello: "Hallo", bye: "Bye" });
    expect(words("late", { yes: "Yes" })).toEqual({ yes: "Ja" });
  });
});
