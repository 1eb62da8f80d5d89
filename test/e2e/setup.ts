import { chromium } from "playwright";
import type { TestProject } from "vitest/node";
import startPlace from "../support/cloud.ts";
import { PATIENCE_MS, someone } from "./acts.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the one browser of all files listens. */
    browser: string;
  }
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

/**
 * Of Chromium, which takes only the last such list: Playwright's own (but for other systems and for Edge), and the address
 * bar's menus, two pages beside each of ours that nobody sees and that take a seventh of all the CPU.
 */
const unneeded = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PreloadTopChromeWebUI"],
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "MediaRouter"],
  ...["HttpsFirstBalancedModeAutoEnable", "LensOverlay", "PaintHolding", "ThirdPartyStoragePartitioning"],
  ...["AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"],
  "PreconnectToSearch",
];

/** Vitest's global setup: the whole product and a browser in front of it, both for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stopPlace = await startPlace(project);
  await warm(project.getProvidedContext().place.url);
  const browser = await chromium.launchServer({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", `--disable-features=${unneeded.join()}`],
  });
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await stopPlace();
  };
}
