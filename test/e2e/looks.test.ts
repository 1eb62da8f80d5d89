import { describe, expect, it } from "vitest";
import { addTickets, card, column, register } from "./acts.ts";
import { withProduct } from "./product.ts";
import { expectSound } from "./sound.ts";

const product = withProduct();

const long = "A very long title that goes on and on about donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen";
const widths = [390, 1440] as const;

describe("in either theme", () => {
  it.each(widths)("shows every page without fault for axe and without sideways scroll at %i px", async (width) => {
    const page = await product.page({ viewport: { width, height: 844 } });
    const sound = (what: string) => expectSound(page, what);
    await page.goto("/login");
    await page.getByRole("button", { name: "Log in" }).waitFor();
    await sound("login");
    await page.goto("/register");
    await page.getByRole("button", { name: "Create account" }).waitFor();
    await sound("register");
    await page.goto("/forgot");
    await page.getByLabel("Username or e-mail").fill("nobody");
    await sound("forgot");
    await page.getByRole("button", { name: "Send code" }).click();
    await page.getByLabel("Code from the mail").waitFor();
    await sound("the code");
    await register(page);
    await page.getByText("Write the first ticket").waitFor();
    await sound("empty board");
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Prove your e-mail address" }).click();
    await page.getByRole("dialog").waitFor();
    await sound("proof of an address");
    await page.keyboard.press("Escape");
    await addTickets(page, "To Do", [long, "Short"]);
    await sound("board");
    await card(page, "Short").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.getByRole("menu").waitFor();
    await sound("card menu");
    await page.keyboard.press("Escape");
    await card(page, long).getByRole("link").click();
    await page.getByRole("tab", { name: "Activity" }).click();
    await page.getByText("created this ticket").waitFor();
    await sound("ticket");
    await page.getByRole("tab", { name: "Subtasks" }).click();
    await page.getByText("No subtasks yet.").waitFor();
    await sound("subtasks");
    if (width < 768) await page.getByRole("tab", { name: "Details" }).click();
    await page.getByRole("combobox", { name: "Assignees" }).click();
    await page.getByRole("option").first().waitFor();
    await sound("people");
    await page.keyboard.press("Escape");
    await page.goto(page.url());
    await page.getByRole("link", { name: "To the board" }).waitFor();
    await page.getByRole("button", { name: "Edit description" }).waitFor();
    await sound("ticket's page");
    await page.getByRole("link", { name: "To the board" }).click();
    await card(page, long).getByRole("link").click();
    await page.getByRole("dialog").waitFor();
    await page.getByRole("button", { name: "Delete ticket" }).click();
    await page.getByRole("button", { name: "Undo" }).hover();
    await sound("undo");
  });

  it.each(widths)("shows lists of tickets and what belongs to them without fault at %i px", async (width) => {
    const page = await product.page({ viewport: { width, height: 844 } });
    const sound = (what: string) => expectSound(page, what);
    const rows = page.locator("[data-row]");
    await register(page);
    await page.goto("/tickets");
    await page.getByText("No tickets yet").waitFor();
    await sound("no tickets");
    await page.goto("/dashboard");
    await page.getByText("Nothing here. Good.").first().waitFor();
    await sound("an empty dashboard");
    await page.goto("/");
    await addTickets(page, "To Do", [long, "Short"]);
    await page.goto("/dashboard");
    await rows.first().waitFor();
    await page.locator("[data-box]").getByText("Short").first().waitFor();
    await sound("dashboard");
    await page.goto("/tickets?type=task&assignee=none&due_before=2030-01-01");
    await page.getByText("No ticket fits").waitFor();
    await sound("filters that nothing fits");
    await page.goto("/tickets?type=task&assignee=none&ordering=name");
    await rows.first().waitFor();
    await sound("list");
    await rows.first().getByRole("checkbox").check();
    await page.getByRole("toolbar").waitFor();
    await sound("bulk");
    await page.getByRole("button", { name: "Saved views" }).click();
    await page.getByRole("menuitem", { name: "Save this view…" }).click();
    await page.getByRole("dialog").waitFor();
    await sound("saving a view");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.goto("/tickets?view=deadline");
    await page.getByRole("heading", { name: "No date" }).waitFor();
    await sound("deadlines");
    await page.goto("/tickets?view=board&type=task");
    await page.locator("[data-card]").first().waitFor();
    await page.getByText("2 of 2 shown").waitFor();
    await sound("the board of a query");
    await page.keyboard.press("Control+k");
    await page.getByRole("option").first().waitFor();
    await sound("palette");
    await page.getByRole("combobox").fill("short");
    await page.getByRole("option", { name: /Short/ }).waitFor();
    await sound("what the palette found");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /^Ticket/ }).waitFor();
    await page.getByRole("textbox", { name: "Title" }).waitFor();
    await sound("a ticket over a list");
  });

  it.each(widths)("shows what opens over a board without fault and without sideways scroll at %i px", async (width) => {
    const page = await product.page({ viewport: { width, height: 844 } });
    const sound = (what: string) => expectSound(page, what);
    const closed = async () => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    };
    await register(page);
    await addTickets(page, "To Do", [long, "Short"]);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await sound("keyboard help");
    await closed();
    if (width < 768) {
      await page.getByRole("button", { name: /^Project/ }).click();
      await page.getByRole("menu").waitFor();
      await sound("project menu");
      await page.getByRole("menuitem", { name: "New project" }).click();
    } else await page.getByRole("button", { name: "New project" }).click();
    await page.getByRole("dialog", { name: "New project" }).waitFor();
    await sound("new project");
    await closed();
    await page.getByRole("button", { name: "Actions for column To Do" }).click();
    await page.getByRole("menu").waitFor();
    await sound("column menu");
    await page.getByRole("menuitem", { name: "Edit column" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Column name").fill(long.slice(0, 100));
    await sound("column dialog");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await sound("a long column name");
    await page.getByRole("button", { name: "Tickets in A very long" }).click();
    await expect.poll(() => page.locator("[data-fold][aria-expanded=false]").count()).toBe(1);
    await sound("a folded column");
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("menuitem", { name: "Type" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Task" }).waitFor();
    await sound("filter menu");
    await page.getByRole("menuitemcheckbox", { name: "Task" }).click();
    await page.getByText("2 of 2 shown").waitFor();
    await page.getByText("2 found").waitFor();
    await page.keyboard.press("Escape");
    await sound("an active filter");
  });
});

describe("the theme", () => {
  it("is kept, and there before the first paint", async () => {
    const page = await product.page({ colorScheme: "light" });
    await register(page);
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitemcheckbox", { name: "Dark theme" }).click();
    const dark = await page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");
    // Without the app's own scripts, the page is dark all the same.
    await page.route("**/_app/**/*.js", (route) => route.abort());
    await page.reload();

    expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
    await page.unroute("**/_app/**/*.js");
    await page.reload();
    await column(page, "To Do").waitFor();
    expect(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")).toBe(dark);
  });
});

describe("reduced motion", () => {
  it("moves nothing but what is carried", async () => {
    const page = await product.page({ reducedMotion: "reduce" });
    await register(page);
    await page.getByRole("button", { name: "New project" }).click();
    await page.getByRole("dialog").waitFor();
    const longest = await page.evaluate<number>(
      "Math.max(0, ...document.getAnimations().map((a) => Number(a.effect?.getComputedTiming().duration ?? 0)))",
    );

    expect(longest).toBeLessThanOrEqual(1);
  });
});
