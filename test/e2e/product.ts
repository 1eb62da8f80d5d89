import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";
import { account, seed } from "../bench/seed.ts";
import { brief } from "../bench/words.ts";
import { as } from "./api.ts";
import { PATIENCE_MS, type Person } from "./acts.ts";

export interface Product {
  readonly url: string;
  /** A page of a browser that knows nobody. */
  page(options?: BrowserContextOptions): Promise<Page>;
  /** Fills a project up to so many tickets, past the API. Answers whose it is. */
  seed(tickets: number, project: string): Promise<Person>;
}

/** Whoever is there from another file's seeding has that file's project only. */
async function ensureProject(url: string, key: string): Promise<void> {
  const login = await as(url, account).catch(() => undefined);
  await login?.("POST", "projects/", { key, name: key }).catch((error: unknown) => {
    if (!String(error).includes(" 409")) throw error;
  });
}

/** The product and the browser that all files share. A page that a test opens ends with it: left open, it would go on reading its board. */
export function withProduct(): Product {
  const { url, dynamodb } = inject("place");
  let browser: Browser | undefined;
  let opened: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await chromium.connect(inject("browser"));
  });

  beforeEach(() => {
    opened = []; // what is open by now is the whole file's
  });
  afterEach(async () => {
    await Promise.all(opened.map((context) => context.close()));
  });
  afterAll(() => browser?.close());

  return {
    url,
    async page(options = {}) {
      if (!browser) throw new Error("the browser isn't connected yet");
      const context = await browser.newContext({
        baseURL: url,
        viewport: { width: 1440, height: 900 },
        // It would fetch the whole app for each of them.
        serviceWorkers: "block",
        ...options,
      });
      opened.push(context);
      context.setDefaultTimeout(PATIENCE_MS);
      return context.newPage();
    },
    async seed(tickets, project) {
      const fill = async () => {
        await ensureProject(url, project);
        await seed({ url, dynamodb }, { tickets, project, words: brief });
      };
      await fill().catch(fill); // another file may have registered the account meanwhile
      return account;
    },
  };
}
