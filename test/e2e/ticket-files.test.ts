import type { Locator, Page } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, answered, card, register } from "./acts.ts";
import { bring, isSeen, png } from "./pictures.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

const shot = (name: string) => ({ name, mimeType: "image/png", buffer: png });

async function openFiles(page: Page, name: string): Promise<Locator> {
  await card(page, name).getByRole("link").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("created this ticket").waitFor();
  await dialog.getByRole("tab", { name: "Files" }).click();
  await dialog.getByText("No files yet.").waitFor();
  return dialog;
}

const attach = async (page: Page, files: Parameters<Locator["setInputFiles"]>[0]) => {
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).last().click();
  await (await chosen).setFiles(files);
};

describe("a ticket's files", () => {
  it("go up several at once, are shown, saved under their names and deleted", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Keep files"]);
    const dialog = await openFiles(page, "Keep files");
    await attach(page, [shot("plan.png"), { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Hello") }]);
    await dialog.getByRole("button", { name: "Download plan.png" }).waitFor();
    await dialog.getByRole("button", { name: "Download notes.txt" }).waitFor();
    await dialog.getByRole("tab", { name: "Files 2" }).waitFor();

    await dialog.getByRole("button", { name: "Show plan.png" }).click();
    const picture = page.getByRole("dialog", { name: "plan.png" });
    await expect.poll(() => isSeen(picture.getByRole("img"))).toBe(true);
    await page.keyboard.press("Escape");
    await picture.waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: "Show plan.png" }).waitFor();

    for (const name of ["plan.png", "notes.txt"]) {
      const saved = page.waitForEvent("download");
      await dialog.getByRole("button", { name: `Download ${name}` }).click();
      expect((await saved).suggestedFilename()).toBe(name);
    }
    await dialog.getByRole("button", { name: "Delete notes.txt" }).click();
    await dialog.getByText("notes.txt").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await dialog.getByRole("button", { name: "Delete notes.txt" }).click();
    await page.getByText("notes.txt deleted").waitFor();
    await page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Close" }).last().click();

    await dialog.getByRole("tab", { name: "Files 1" }).waitFor();
    await dialog.getByRole("tab", { name: "Activity" }).click();
    await dialog.getByText("deleted the file notes.txt").waitFor();
  });

  it("that can't be sent say why, and are tried again", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Keep files"]);
    const dialog = await openFiles(page, "Keep files");
    await attach(page, [{ name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) }]);
    await page.getByText("empty.txt is empty or a folder").waitFor();
    const isStore = (url: URL) => url.origin !== new URL(product.url).origin;
    await page.route(isStore, (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
    await attach(page, [shot("plan.png")]);
    await dialog.getByRole("alert").waitFor();
    await page.unroute(isStore);
    await dialog.getByRole("button", { name: "Try plan.png again" }).click();

    await dialog.getByRole("button", { name: "Download plan.png" }).waitFor();
    await dialog.getByRole("tab", { name: "Files 1" }).waitFor();
  });

  it("may be dropped and pasted anywhere; in a text, pictures stand where they were put", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Show it"]);
    const dialog = await openFiles(page, "Show it");
    await bring(dialog.getByRole("heading", { name: "Show it" }), "drop", "dropped.png");
    await dialog.getByRole("button", { name: "Download dropped.png" }).waitFor();
    await dialog.getByRole("button", { name: "Edit description" }).click();
    const field = dialog.getByRole("textbox", { name: "Description" });
    await field.fill("Look:");
    await bring(field, "paste", "image.png");
    await expect
      .poll(() => field.inputValue())
      .toMatch(/^Look:\n!\[picture-[\d-]+\.png\]\(\/api\/tickets\/attachments\/[\w.-]+\/\)\n$/);
    const saved = answered(page, "PATCH", /\/tickets\/tickets\/[^/]+\/$/);
    await dialog.getByRole("button", { name: "Save" }).click();
    const image = dialog.locator("img[data-file]");
    await expect.poll(() => isSeen(image)).toBe(true);
    expect((await saved).status()).toBe(200);
    await page.reload();
    await expect.poll(() => isSeen(page.locator("img[data-file]"))).toBe(true);
    await page.locator("img[data-file]").click();

    await page.getByRole("dialog", { name: /^picture-/ }).waitFor();
  });
});
