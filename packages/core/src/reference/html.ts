/** Markup as text. What comes from the document is escaped here, once. */

const entity: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => entity[c] ?? c);

/** The little Markdown that our words use: `code`, **strong**, paragraphs. */
export const inline = (text: string): string =>
  escaped(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>");

export const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((one) => `<p>${inline(one)}</p>`)
    .join("");

/** An id for links: "tickets.list" → "tickets-list". */
export const anchor = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");

export const code = (value: unknown): string =>
  `<pre><code>${escaped(typeof value === "string" ? value : JSON.stringify(value, null, 2))}</code></pre>`;
