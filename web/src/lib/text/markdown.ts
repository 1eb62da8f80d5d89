import { words } from "./words.ts";

/** The words of writing and reading Markdown. */
export const markdown = words("markdown", {
  views: "How it is shown",
  write: "Write",
  preview: "Preview",
  edit: "Edit description",
  editShort: "Edit",
  theirs: "Saved by somebody else meanwhile",
  nothing: "Nothing to preview.",
  help: "Markdown: **bold**, `code`, - lists, [links](https://…)",
  image: "Insert a picture",
  uploading: (name: string) => `Uploading ${name}…`,
  stillUploading: "A picture is still on its way.",
  people: "Members",
  found: (n: number) => (n === 1 ? "1 member to choose from" : `${n} members to choose from`),
  done: "Done:",
  open: "To do:",
  code: "Code",
  table: "Table",
  picture: "Picture",
});
