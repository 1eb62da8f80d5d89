/** What decides where a field's letters stand. */
const copied = [
  "fontFamily",
  "fontSize",
  "fontWeight",
  "letterSpacing",
  "lineHeight",
  "padding",
  "borderWidth",
  "boxSizing",
  "overflowWrap",
  "tabSize",
] as const;

/**
 * Where in a field the letter at `at` stands, px from its border box; the browser tells that of no field. A box of the same
 * look gets the same text, and says where its end is.
 */
export function caretPlace(field: HTMLTextAreaElement, at: number): { left: number; top: number; bottom: number } {
  const style = getComputedStyle(field);
  const box = document.createElement("div");
  for (const name of copied) box.style[name] = style[name];
  Object.assign(box.style, {
    position: "absolute",
    visibility: "hidden",
    whiteSpace: "pre-wrap",
    width: `${field.offsetWidth}px`,
  });
  box.textContent = field.value.slice(0, at);
  const end = document.createElement("span");
  end.textContent = "@";
  box.append(end);
  document.body.append(box);
  const { offsetLeft: left, offsetTop, offsetHeight } = end;
  box.remove();
  const top = offsetTop - field.scrollTop;
  return { left, top, bottom: top + offsetHeight };
}
