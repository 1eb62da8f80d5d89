import { describe, expect, it } from "vitest";
import { bytes } from "./bytes.ts";

describe("a file's size", () => {
  it.each([
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 KB"],
    [1_449_000, "1.4 MB"],
    [999_990, "1 MB"],
    [104_857_600, "104.9 MB"],
  ])("of %i is %s", (size, said) => {
    expect(bytes(size)).toBe(said);
  });
});
