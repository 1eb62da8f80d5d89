import { markdown as text } from "#lib/text/markdown.ts";

/** What a text may point to. */
export interface Surroundings {
  /** Keys of the projects that the reader is in; `UTF-8` is no ticket. */
  readonly projects: readonly string[];
  /** User names of the members, in lower case. */
  readonly people: ReadonlySet<string>;
  /** Where a ticket is. */
  readonly ticket: (project: string, id: string) => string;
}

/** Ticket keys and mentions, neither inside a word nor in an address. */
const named = /(?<![\w@./-])(?:([A-Z][A-Z0-9]{1,9})-[1-9]\d{0,6}(?![\w-])|@([\w.+-]*\w))/g;

/** The headings of a text stand below this one of the page. */
const ABOVE = 3;

/** Makes of bare nodes what people read: links that are safe to follow, tickets and members, headings in their order. */
export function dress(fragment: DocumentFragment, around: Surroundings): DocumentFragment {
  for (const link of fragment.querySelectorAll("a")) dressLink(link);
  for (const node of textsOf(fragment)) dressText(node, around);
  dressHeadings(fragment);
  for (const box of fragment.querySelectorAll<HTMLElement>("[data-check]")) {
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", box.dataset["check"] === "done" ? text.done : text.open);
  }
  for (const image of fragment.querySelectorAll("img")) if (!image.alt) image.alt = text.picture;
  for (const wide of fragment.querySelectorAll("pre, table")) dressWide(wide);
  return fragment;
}

function dressLink(link: HTMLAnchorElement): void {
  if (!link.hasAttribute("href")) return link.replaceWith(...link.childNodes);
  if (link.origin === location.origin) return;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}

/** Those in which names are looked for. */
function textsOf(fragment: DocumentFragment): Text[] {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Text && !node.parentElement?.closest("a, code, pre")) found.push(node);
  }
  return found;
}

function dressText(node: Text, { projects, people, ticket }: Surroundings): void {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const match of node.data.matchAll(named)) {
    const [whole, project, person] = match;
    if (project === undefined ? !people.has((person ?? "").toLowerCase()) : !projects.includes(project)) continue;
    const mark = document.createElement(project === undefined ? "span" : "a");
    if (mark instanceof HTMLAnchorElement && project !== undefined) mark.href = ticket(project, whole);
    else mark.dataset["mention"] = "";
    mark.textContent = whole;
    parts.push(node.data.slice(end, match.index), mark);
    end = match.index + whole.length;
  }
  if (parts.length > 0) node.replaceWith(...parts, node.data.slice(end));
}

/** None skips a level, whatever its author wrote: who reads by headings loses nothing. */
function dressHeadings(fragment: DocumentFragment): void {
  let last = ABOVE;
  for (const heading of fragment.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    last = Math.min(ABOVE + Number(heading.tagName.slice(1)), last + 1, 6);
    const fitting = document.createElement(`h${last}`);
    fitting.append(...heading.childNodes);
    heading.replaceWith(fitting);
  }
}

/** What may be wider than the page scrolls by itself, by keyboard, too. */
function dressWide(wide: Element): void {
  const frame = document.createElement("div");
  frame.dataset["wide"] = "";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", wide.tagName === "PRE" ? text.code : text.table);
  wide.replaceWith(frame);
  frame.append(wide);
}
