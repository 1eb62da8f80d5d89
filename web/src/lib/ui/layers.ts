/** Where menus and lists are put: over everything, and inside a landmark where the page has one for them. */
export const layers = (): HTMLElement => document.getElementById("layers") ?? document.body;
