import { attachmentRoutes } from "@tessera/core/attachment/attachment.schema";
import DOMPurify from "dompurify";
import { Marked, type Tokens } from "marked";

/**
 * Markdown to nodes, in two walls (docs/adr/0018): what is written as HTML is shown as text, so that marked makes none
 * but its own; and of what it makes only what is named here passes.
 */
const tags =
  "a b blockquote br code del em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s span strong sub sup table tbody td th thead tr ul";

const allowed = {
  ALLOWED_TAGS: tags.split(" "),
  // No id, name or class: text can neither be mistaken for the app's own parts nor look like them.
  ALLOWED_ATTR: ["href", "title", "alt", "start", "align", "data-file", "data-check"],
  ADD_URI_SAFE_ATTR: ["start", "align", "data-file", "data-check"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|\/(?!\/))/i,
};

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] ?? c);

/** An attachment as a text names it: by its place in the API, where every client finds it (docs/adr/0018). */
const filePath = new RegExp(`^${attachmentRoutes.get.path.replace("{id}/", "([\\w.-]+)/?")}$`);

/** A picture from elsewhere is a link to it: nobody's server learns who reads a ticket. */
function image({ href, text }: Tokens.Image): string {
  const id = filePath.exec(href)?.[1];
  if (id !== undefined) return `<img data-file="${escaped(id)}" alt="${escaped(text)}">`;
  return `<a href="${escaped(href)}">${escaped(text || href)}</a>`;
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
    image,
    checkbox: ({ checked }: Tokens.Checkbox) => `<span data-check="${checked ? "done" : "open"}"></span> `,
  },
});

/** Only what may be shown of some HTML. */
export const clean = (html: string): DocumentFragment =>
  DOMPurify.sanitize(html, { ...allowed, RETURN_DOM_FRAGMENT: true });

/** Deeper than anybody quotes or lists: the parser's time would grow with the square of it. */
const tooDeep = /^[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]*){40}/m;

/** Markdown as nodes that can't run anything; what is too deep to be parsed stays the text that it is. */
export function nodesOf(text: string): DocumentFragment {
  if (tooDeep.test(text)) return plain(text);
  try {
    return clean(marked.parse(text, { async: false }));
  } catch {
    return plain(text);
  }
}

function plain(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const block = document.createElement("pre");
  block.textContent = text;
  fragment.append(block);
  return fragment;
}
