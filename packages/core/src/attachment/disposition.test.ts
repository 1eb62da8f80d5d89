import { describe, expect, it } from "vitest";
import { disposition } from "./disposition.ts";

const named = (filename: string): string => disposition({ filename, content_type: "text/plain" });

describe("A Content-Disposition", () => {
  it("is one line of ASCII, whatever a file is called", () => {
    for (const name of ["a\r\nb: c", "\u0000", "ü\u{1f600}", '"\\', "\u2028", "%0d%0a", "a;b=c", "..", "\ud7ff"])
      expect(named(name)).toMatch(/^attachment; filename="[ !#-[\]-~]+"; filename\*=UTF-8''[A-Za-z0-9%._~!-]+$/);
  });

  it("says the name twice: plain for old readers, exact for all others", () => {
    expect(named("100% ü.txt")).toBe(`attachment; filename="100_ _.txt"; filename*=UTF-8''100%25%20%C3%BC.txt`);
  });

  it("keeps an ending, and no more than 200 bytes", () => {
    const name = decodeURIComponent(named(`${"x".repeat(300)}.tar.gz`).split("''")[1] ?? "");

    expect([name.length, name.endsWith(".gz")]).toEqual([200, true]);
    expect(named(`a.${"y".repeat(300)}`).length).toBeLessThan(500);
  });

  it("never lets a type with parameters pass for another", () => {
    const how = (content_type: string) => disposition({ filename: "a", content_type }).split(";")[0];

    expect([how("image/png; a=b"), how("text/html; a=image/png"), how("image/pngx")]).toEqual([
      "inline",
      "attachment",
      "attachment",
    ]);
  });
});
