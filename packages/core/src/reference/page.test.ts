import { describe, expect, it } from "vitest";
import { openapi } from "./openapi.ts";
import { page, policy } from "./page.ts";

const document = openapi();
const html = page(document);

describe("The reference page", () => {
  it("has every call and every schema, and each link inside leads somewhere", () => {
    const ids = new Set([...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id));
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);

    for (const verbs of Object.values(document.paths))
      for (const { operationId } of Object.values(verbs))
        expect(ids).toContain(operationId.toLowerCase().replace(".", "-"));
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    expect(ids.size).toBe([...html.matchAll(/\bid="/g)].length);
  });

  it("has no script and asks no other place for anything", () => {
    expect(html).not.toMatch(/<script|\son\w+=|https?:\/\/|@import|url\(/i);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src 'self'; /);
  });

  it("shows text of the document as text", () => {
    const evil = { ...document, info: { ...document.info, title: '<img src=x onerror="alert(1)">' } };

    expect(page(evil)).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
  });
});
