import { beforeEach, afterEach, describe, expect, it } from "vitest";
import { dress, type Surroundings } from "./dress.ts";
import { hostile } from "./hostile.fixture.ts";
import { clean, nodesOf } from "./html.ts";

const around: Surroundings = {
  projects: ["DEMO", "WEB"],
  people: new Set(["ada", "b.lovelace"]),
  ticket: (project, id) => `/p/${project}/t/${id}`,
};

let page: HTMLElement;

beforeEach(() => {
  page = document.createElement("div");
  document.body.append(page);
});
afterEach(() => page.remove());

function show(text: string): HTMLElement {
  page.replaceChildren(dress(nodesOf(text), around));
  return page;
}

const harmless =
  /^(A|B|BLOCKQUOTE|BR|CODE|DEL|DIV|EM|H[1-6]|HR|I|IMG|LI|OL|P|PRE|S|SPAN|STRONG|SUB|SUP|TABLE|TBODY|TD|TH|THEAD|TR|UL)$/;
const known = /^(href|title|alt|start|align|target|rel|tabindex|role|aria-label|data-(file|check|mention|wide))$/;

/** What of an element could do something. */
function faults(element: Element): string[] {
  const wrong = element.getAttributeNames().filter((name) => !known.test(name));
  const href = element instanceof HTMLAnchorElement && element.hasAttribute("href") ? element.protocol : "https:";
  const leaves = /^(https?|mailto):$/.test(href) ? [] : [href];
  return [...(harmless.test(element.tagName) ? [] : [element.tagName]), ...wrong, ...leaves];
}

/** Pictures fail and frames load a moment later: those of ours, begun last, have done so by then. */
const afterLoading = (): Promise<unknown> =>
  Promise.all(
    [
      { element: document.createElement("img"), src: "x", done: "error" },
      { element: document.createElement("iframe"), src: "about:blank", done: "load" },
    ].map(({ element, src, done }) => {
      const ended = new Promise((resolve) => element.addEventListener(done, resolve, { once: true }));
      element.src = src;
      document.body.append(element);
      return ended.then(() => element.remove());
    }),
  );

describe("text that wants to run", () => {
  let ran = 0;
  beforeEach(() => {
    ran = 0;
    Object.assign(globalThis, { hacked: () => (ran += 1) });
  });
  afterEach(() => Reflect.deleteProperty(globalThis, "hacked"));

  const ways = [
    ["as a text", (text: string) => dress(nodesOf(text), around)],
    ["as HTML behind the first wall", (text: string) => dress(clean(text), around)],
  ] as const;

  it("is tried in more than forty ways", () => expect(new Set(hostile).size).toBeGreaterThan(40));

  it.each(ways)("runs nowhere, and leaves nothing that could, %s", async (_, render) => {
    const left = hostile.flatMap((text) => {
      const frame = document.createElement("div");
      frame.append(render(text));
      page.append(frame);
      for (const element of frame.querySelectorAll<HTMLElement>("*")) {
        element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        element.focus();
        // Clicked only when it leads nowhere: the test's page shall stay.
        if (!element.closest("a")) element.click();
      }
      return [...frame.querySelectorAll("*")].flatMap(faults).map((fault) => `${text}: ${fault}`);
    });
    await afterLoading();

    expect(left).toEqual([]);
    expect(ran).toBe(0);
  });

  it("is shown as it was written", () => {
    expect(show("Use `a` <b>now</b> with Map<String, Int>").textContent?.trim()).toBe(
      "Use a <b>now</b> with Map<String, Int>",
    );
  });

  it.each([">", "- ", "* ", "1. "])("doesn't hang on %j without end", (mark) => {
    const text = mark.repeat(20_000);

    expect(show(text).textContent?.trim().length).toBeGreaterThan(10_000);
  });

  // Spaces that a pattern could count to one mark or to the next: with 16 marks it took a second, with 39 for ever.
  it.each([">  ", "-  ", "1.  "])("doesn't hang on what is almost too deep: %j", (mark) => {
    expect(
      show(`${mark.repeat(39)}x`)
        .textContent?.trim()
        .endsWith("x"),
    ).toBe(true);
  });

  it.each(["[", "![", "*", "_", "`", "<", "~", "a@", "www.", "\\", "[](", "**a", "&#", "| "])(
    "is done with 50,000 letters of %j",
    (part) => {
      expect(show(part.repeat(Math.floor(50_000 / part.length))).isConnected).toBe(true);
    },
  );
});

describe("Markdown", () => {
  it("keeps line breaks, lists, tables, code and what is struck out", () => {
    show("one\ntwo\n\n- a\n  1. b\n\n|x|y|\n|-|-:|\n|1|2|\n\n```js\nx\n```\n~~no~~ **yes**");
    const has = (selector: string) => page.querySelector(selector) !== null;

    expect(["p br", "ul ol", "td[align=right]", "pre code", "del", "strong"].filter((one) => !has(one))).toEqual([]);
  });

  it("opens other sites apart from the app, and leads inside it as any link", () => {
    show("[out](https://example.org) [in](/p/DEMO) [mail](mailto:a@example.org) https://example.org/x");
    const links = [...page.querySelectorAll("a")].map((a) => [a.getAttribute("href"), a.target, a.rel]);

    expect(links).toEqual([
      ["https://example.org", "_blank", "noopener noreferrer"],
      ["/p/DEMO", "", ""],
      ["mailto:a@example.org", "_blank", "noopener noreferrer"],
      ["https://example.org/x", "_blank", "noopener noreferrer"],
    ]);
  });

  it("links tickets of one's projects, and neither standards nor what stands in code", () => {
    show("See DEMO-12, (WEB-3) and UTF-8; not `DEMO-1`, XDEMO-2, DEMO-0, DEMO-5-x or a/DEMO-6");

    expect([...page.querySelectorAll("a")].map((a) => a.getAttribute("href"))).toEqual([
      "/p/DEMO/t/DEMO-12",
      "/p/WEB/t/WEB-3",
    ]);
  });

  it("marks members that are named", () => {
    show("@ada, ask @B.Lovelace. Not @nobody nor ada@ada.example nor `@ada`");

    expect([...page.querySelectorAll("[data-mention]")].map((one) => one.textContent)).toEqual(["@ada", "@B.Lovelace"]);
  });

  it("skips no level of headings below the page's own", () => {
    show("### deep\n# top\n###### lower\n## again");

    expect([...page.querySelectorAll("h4, h5, h6")].map((one) => `${one.tagName} ${one.textContent}`)).toEqual([
      "H4 deep",
      "H4 top",
      "H5 lower",
      "H5 again",
    ]);
  });

  it("says whether a task is done, and what a picture without words is", () => {
    show("- [x] a\n- [ ] b\n\n![](/api/tickets/attachments/demo-1.x/)");

    expect([...page.querySelectorAll("[role=img]")].map((one) => one.getAttribute("aria-label"))).toEqual([
      "Done:",
      "To do:",
    ]);
    const image = page.querySelector("img");
    expect([image?.dataset["file"], image?.alt, image?.hasAttribute("src")]).toEqual(["demo-1.x", "Picture", false]);
  });

  it("asks no other site for a picture", () => {
    show("![plan](https://example.org/plan.png)");

    expect(page.querySelector("img")).toBeNull();
    expect(page.querySelector("a")?.textContent).toBe("plan");
  });
});
