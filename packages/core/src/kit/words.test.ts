import { describe, expect, it } from "vitest";
import { searching, termsOf, wordsOf } from "./words.ts";

const words = (text: string): string[] => [...wordsOf(text)];

describe("The words of a text", () => {
  it("are letters and digits, without case, in their order and each once", () => {
    expect(words("Export the EXPORT bar, v2.1!")).toEqual(["export", "the", "bar", "v2", "1"]);
  });

  it.each([
    ["Müller ŁÓDŹ naïve", "muller łodz naive"],
    ["STRASSE straße", "strasse"],
    ["ΟΔΟΣ οδός", "οδοσ"],
    ["Ёлка ЁЛКА", "елка"],
    ["საქართველო ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", "საქართველო"],
    ["ﬁle ＦＩＬＥ", "file"],
    ["हिन्दी", "हिन्दी"],
  ])("of %s are %s", (text, expected) => {
    expect(words(text).join(" ").normalize("NFC")).toBe(expected.normalize("NFC"));
  });

  it("are pairs of signs where there are no spaces, and the last sign alone", () => {
    expect(words("登录页面")).toEqual(["登录", "录页", "页面", "面"]);
    expect(words("iPhone手机")).toEqual(["iphone", "手机", "机"]);
    expect(words("データ")).toEqual(["デー", "ータ", "タ"]);
  });

  it("have at most 64 code points each, and are no more than asked for", () => {
    expect(words("é".repeat(100))).toEqual(["e".repeat(64)]);
    expect(wordsOf(Array.from({ length: 600 }, (_, i) => `w${i}`).join(" "), 350).size).toBe(350);
    expect([...wordsOf("one two three", 2)]).toEqual(["one", "two"]);
  });

  it("hold no sign that parts them from a number in a key", () => {
    expect(words("a#b \0 c~d_e")).toEqual(["a", "b", "c", "d", "e"]);
  });
});

it("takes time by the length of a text, also of a hostile one", () => {
  const took = (text: string) => {
    const start = performance.now();
    wordsOf(text);
    return performance.now() - start;
  };
  for (const sign of ["\u0301", "e\u0301", "a", "登", "#", "ﷺ"]) {
    took(sign.repeat(5000)); // warm
    expect(took(sign.repeat(200_000))).toBeLessThan(5000);
  }
});

describe("A search", () => {
  it.each([
    ["mull", "Müller & Söhne"],
    ["soh mul", "Müller & Söhne"],
    ["页面", "登录页面错误"],
    ["登录页", "登录页面错误"],
    ["误", "登录页面错误"],
    ["面", "登录页面错误"],
    ["example.com", "mail to ann@example.com"],
    ["საქ", "საქართველო"],
  ])("for %s finds %s", (search, text) => {
    expect(searching(search)(text)).toBe(true);
  });

  it.each([
    ["ller", "Müller"],
    ["页登", "登录页面错误"],
    ["muller gone", "Müller & Söhne"],
    ["!?", "What!?"],
    ["", "anything"],
  ])("for %s doesn't find %s", (search, text) => {
    expect(searching(search)(text)).toBe(false);
  });

  it("asks for pairs of signs, and for one sign as it is", () => {
    expect([...termsOf("登录页")]).toEqual(["登录", "录页"]);
    expect([...termsOf("登")]).toEqual(["登"]);
  });
});
