import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { day, id, instant, name, text } from "./schema.ts";

const accepts = (schema: v.GenericSchema, value: unknown): boolean => v.safeParse(schema, value).success;

describe("A name", () => {
  it("is trimmed, not blank, and counted in code points", () => {
    expect(v.parse(name(3), "  abc ")).toBe("abc");
    expect(accepts(name(3), "   ")).toBe(false);
    expect(accepts(name(500), "😀".repeat(500))).toBe(true);
    expect(accepts(name(500), "😀".repeat(501))).toBe(false);
  });
});

describe("Text", () => {
  it.each(["a\u0000b", "\ud800", "a\udc00"])("refuses NUL and lone surrogates: %j", (s) => {
    expect(accepts(text(10), s)).toBe(false);
  });

  it("is kept as it was written", () => {
    expect(v.parse(text(10), "  a\n ")).toBe("  a\n ");
  });
});

describe("A day", () => {
  it.each(["2026-11-22", "2024-02-29", "0001-01-01"])("may be %s", (s) => expect(accepts(day, s)).toBe(true));
  it.each(["2025-02-30", "2026-13-01", "2026-1-1", "20261122", "2026-11-22T00:00:00Z"])("may not be %s", (s) =>
    expect(accepts(day, s)).toBe(false),
  );
});

describe("An instant", () => {
  it.each(["2026-11-22", "2026-11-22T10:00:00Z", "2026-11-22T10:00:00.123+02:00"])("may be %s", (s) =>
    expect(accepts(instant, s)).toBe(true),
  );
  it.each(["yesterday", "2026-11-22T25:00:00Z", "1"])("may not be %s", (s) => expect(accepts(instant, s)).toBe(false));
});

describe("An id", () => {
  it("is matched without regard to case", () => expect(v.parse(id, "DEMO.01JD")).toBe("demo.01jd"));
});
