import { expect, it } from "vitest";
import { codeTo } from "../support/mails.ts";
import { answered, card, column, someone, titles } from "./acts.ts";
import { expectFocus, tabTo } from "./keys.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

/** Nothing here clicks, fills or focuses: only keys are pressed, as by somebody who has no pointer. */
it("leads from registration to a ticket that is done, by keyboard alone", async () => {
  const page = await product.page();
  const { username, password } = someone();
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const type = (words: string) => page.keyboard.type(words);

  await page.goto("/register");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await tabTo(page.getByLabel("Username"), { most: 3 });
  await type(username);
  await tabTo(page.getByLabel("E-mail"), { most: 1 });
  await type(`${username}@example.org`);
  await tabTo(page.getByLabel("Password", { exact: true }), { most: 1 });
  await type(password);
  await press("Enter");
  await column(page, "To Do").waitFor();

  const account = page.getByRole("button", { name: /^Account/ });
  await tabTo(account);
  await press("Enter");
  await page.getByRole("menu").waitFor();
  await type("prove");
  await expectFocus(page.getByRole("menuitem", { name: "Prove your e-mail address" }));
  await press("Enter");
  await expectFocus(page.getByRole("button", { name: "Cancel" }));
  await tabTo(page.getByRole("button", { name: "Send code" }), { most: 1 });
  await press("Enter");
  await expectFocus(page.getByLabel("Code from the mail"));
  await type(await codeTo(`${username}@example.org`));
  await press("Enter");
  await page.getByText("Your e-mail address is proven.").waitFor();
  await expectFocus(account);

  await press("Control+k");
  await expectFocus(page.getByRole("combobox"));
  await type("new project");
  await page.getByRole("option", { name: "New project" }).waitFor();
  await press("Enter");
  await expectFocus(page.getByLabel("Name"));
  await type("Harvest");
  await press("Enter");
  await page.getByRole("heading", { name: "Harvest" }).waitFor();
  await column(page, "To Do").waitFor();

  await press("c");
  await expectFocus(page.getByRole("textbox", { name: "Add ticket to To Do" }));
  await type("Pick the apples");
  await press("Enter");
  await column(page, "To Do").locator("[data-card]:not([data-card^='draft'])").waitFor();
  await press("Escape");
  await expectFocus(page.getByRole("button", { name: "Add ticket to To Do" }));

  const apples = card(page, "Pick the apples");
  await tabTo(apples, { most: 3, back: true });
  await press("Space", "ArrowRight");
  const moved = answered(page, "PATCH", /\/tickets\/tickets\/[^/]+\/$/);
  await press("Space");
  expect((await moved).status()).toBe(200);
  expect(await titles(page, "In Progress")).toEqual(["Pick the apples"]);
  await expectFocus(apples);

  await press("Enter");
  const dialog = page.getByRole("dialog", { name: /^Ticket/ });
  await dialog.getByText("created this ticket").waitFor();
  await tabTo(dialog.getByRole("button", { name: "Add a comment" }), { most: 20 });
  await press("Enter");
  const field = dialog.getByRole("textbox", { name: "Add a comment" });
  await expectFocus(field);
  await type("All of them are in.");
  await press("Control+Enter");
  await dialog.getByRole("listitem").getByText("All of them are in.").waitFor();
  await expectFocus(field);
  await press("Escape");
  await expectFocus(dialog.getByRole("button", { name: "Add a comment" }));
  await press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expectFocus(apples);

  await tabTo(page.getByRole("button", { name: /^Actions for HARV/ }), { most: 1 });
  await press("Enter");
  await page.getByRole("menu").waitFor();
  await type("done");
  await expectFocus(page.getByRole("menuitem", { name: "Done" }));
  const done = answered(page, "PATCH", /\/tickets\/tickets\/[^/]+\/$/);
  await press("Enter");
  expect((await done).status()).toBe(200);
  await expectFocus(apples);

  await press("g", "t");
  const line = page.locator("[data-row]").getByRole("link", { name: "Pick the apples" });
  await line.waitFor();
  await tabTo(line, { most: 40 });
  await press("Enter");
  await dialog.getByText("All of them are in.").waitFor();
  await press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expectFocus(line);

  await page.goBack();
  await expect.poll(() => titles(page, "Done")).toEqual(["Pick the apples"]);
});
