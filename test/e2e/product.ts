import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright";
import { afterAll, beforeAll } from "vitest";
import { account, seed } from "../bench/seed.ts";
import { someone, type Person } from "./acts.ts";

const assembly = join(import.meta.dirname, "../../cdk.out");

/** What is slower than this is broken, also on a busy machine. */
const PATIENCE_MS = 60_000;

export interface Product {
  readonly url: string;
  /** The code in the newest mail to an address. */
  codeTo(address: string): string;
  /** A page of a browser that knows nobody. */
  page(options?: BrowserContextOptions): Promise<Page>;
  /** Fills a project up to so many tickets, past the API. Answers whose it is. */
  seed(tickets: number, project: string): Promise<Person>;
}

/**
 * A cold function on a busy machine may take longer than the gateway waits, and the page says so, which is right and
 * no test's matter: they begin when somebody could register and see a board.
 */
async function warm(url: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { username, password } = someone();
    const register = await fetch(`${url}/api/tickets/auth/register/`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username, password, email: `${username}@example.org` }),
    });
    if (register.ok) {
      const { project, tokens } = (await register.json()) as { project: { key: string }; tokens: { access: string } };
      const headers = { authorization: `Bearer ${tokens.access}` };
      const board = await fetch(`${url}/api/tickets/projects/${project.key}/board/`, { headers });
      if (board.ok) return;
    }
    if (Date.now() > deadline) throw new Error(`nobody can register: ${register.status}`);
    console.log(`warming up: registration answers ${register.status}`);
  }
}

/** The whole product, with empty data, and a browser in front of it, while the tests of one file run. */
export function withProduct(): Product {
  let cloud: Cloud | undefined;
  let browser: Browser | undefined;
  const data = mkdtempSync(join(tmpdir(), "tessera-e2e-"));

  beforeAll(async () => {
    cloud = await startCloud({
      assembly,
      data,
      inMemory: true,
      throttle: false,
      java: process.env["TESSERA_JAVA"] ?? "java",
    });
    await warm(cloud.url);
    browser = await chromium.launch({
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu"],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  return {
    get url() {
      if (!cloud) throw new Error("the product isn't running yet");
      return cloud.url;
    },
    codeTo(address) {
      const [mail] = cloud?.mails.to(address) ?? [];
      return /^\w{5}-\w{5}$/m.exec(mail?.text ?? "")?.[0] ?? "";
    },
    async page(options = {}) {
      if (!browser || !cloud) throw new Error("the product isn't running yet");
      const context = await browser.newContext({
        baseURL: cloud.url,
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      return context.newPage();
    },
    async seed(tickets, project) {
      if (!cloud) throw new Error("the product isn't running yet");
      await seed(cloud, { tickets, project });
      return account;
    },
  };
}
