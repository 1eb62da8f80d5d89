import { expect, it } from "vitest";
import { sources } from "./sources.ts";

/** Where what is chosen or wished for is kept and told to the browser, and the page that shows both themes. */
const told = ["src/app.html", "src/lib/state/theme.svelte.ts", "src/routes/design/+page.svelte", "src/tokens.css"];

const web = sources("web/src").filter(({ file }) => !file.endsWith(".test.ts"));

it("Themes differ in colours and shadows alone, so that what is no colour is tested in one of them", () => {
  const values = web.flatMap(({ text }) => text.match(/[\w-]+\s*:[^:;{}]*light-dark\(/g) ?? []);
  const others = values.filter((value) => !/^--(color|shadow)-/.test(value));
  const apart = web.filter(
    ({ file, text }) =>
      !told.includes(file.slice(4)) && /prefers-color-scheme|data-theme|[\s"'`]dark:[a-z[]/.test(text),
  );

  expect(values.length).toBeGreaterThan(20);
  expect(others).toEqual([]);
  expect(apart.map(({ file }) => file)).toEqual([]);
});
