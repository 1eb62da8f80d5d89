import { describe, it } from "vitest";
import { addTickets, card, editDescription, register } from "./acts.ts";
import { withProduct } from "./product.ts";
import { expectSound } from "./sound.ts";

const product = withProduct();

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const word = "donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(3);
const text = `### Deep\n\n# Top\n\n${word}\n\n- [x] done\n- [ ] ${word}\n\n> quoted\n\n\`\`\`\n${word}\n\`\`\`\n\n| a | ${word} |\n|---|---|\n| 1 | 2 |\n\n[link](https://example.org) \`code\``;

describe("in either theme", () => {
  it.each([390, 1440])(
    "shows all of a ticket without fault for axe and without sideways scroll at %i px",
    async (width) => {
      const page = await product.page({ viewport: { width, height: 844 } });
      const sound = (what: string) => expectSound(page, what);
      const me = await register(page);
      await addTickets(page, "To Do", ["Rich", `Another ${word}`]);
      await card(page, "Rich").getByRole("link").click();
      const dialog = page.getByRole("dialog");
      await (await editDescription(page)).fill(text);
      await sound("writing");
      await dialog.getByRole("tab", { name: "Preview" }).click();
      await dialog.getByRole("heading", { name: "Top" }).waitFor();
      await sound("preview");
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.getByRole("button", { name: "Edit description" }).waitFor();
      await sound("a description");

      await dialog.getByRole("tab", { name: "Activity" }).click();
      await dialog.getByRole("button", { name: "Add a comment" }).click();
      const field = dialog.getByRole("textbox", { name: "Add a comment" });
      await field.fill(`${word} `);
      await field.pressSequentially(`@${me.username.slice(0, 3)}`);
      await dialog.getByRole("option").waitFor();
      await sound("members to name");
      await field.press("Enter");
      await field.press("Control+Enter");
      const said = dialog.getByRole("article");
      await said.getByRole("button", { name: /^Actions for/ }).click();
      await page.getByRole("menuitem", { name: "Edit comment" }).click();
      await sound("a comment that is changed");
      await dialog.getByRole("textbox", { name: "Edit comment" }).press("Escape");
      await said.getByRole("button", { name: /^Actions for/ }).waitFor();
      await sound("a comment");

      await dialog.getByRole("tab", { name: "Subtasks" }).click();
      await dialog.getByRole("button", { name: "Add subtask" }).click();
      await dialog.getByRole("textbox", { name: "Add subtask" }).fill(word);
      await page.keyboard.press("Enter");
      await dialog.getByRole("list", { name: "Subtasks" }).getByRole("link").waitFor();
      await sound("subtasks");

      await dialog.getByRole("tab", { name: "Links" }).click();
      await dialog.getByRole("combobox", { name: "Ticket to link" }).click();
      await page.getByRole("option", { name: /Another/ }).waitFor();
      await sound("tickets to link");
      await page.getByRole("option", { name: /Another/ }).click();
      await dialog.getByRole("list", { name: /relates to/ }).waitFor();
      await sound("links");

      await dialog.getByRole("tab", { name: "Files" }).click();
      const isStore = (url: URL) => url.origin !== new URL(product.url).origin;
      const attach = async (name: string) => {
        const chosen = page.waitForEvent("filechooser");
        await dialog.getByRole("button", { name: "Attach files" }).last().click();
        await (await chosen).setFiles({ name, mimeType: "image/png", buffer: png });
      };
      await attach(`${word}.png`);
      await dialog.getByRole("button", { name: /^Download/ }).waitFor();
      await page.route(isStore, (route) => route.abort());
      await attach("stuck.png");
      await dialog.getByRole("alert").waitFor();
      await sound("files");
      await page.unroute(isStore);
      await dialog.getByRole("button", { name: /^Show / }).click();
      await page.getByRole("dialog", { name: /png$/ }).waitFor();
      await sound("a picture");
    },
  );
});
