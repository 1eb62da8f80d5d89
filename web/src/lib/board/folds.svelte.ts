/** Which of a board's columns are folded to a strip. A matter of this browser, for each project its own. */
export class Folds {
  #name: string;
  #ids = $state.raw<ReadonlySet<string>>(new Set());

  constructor(board: string) {
    this.#name = `tessera.folded.${board}`;
    this.#ids = new Set(stored(this.#name));
  }

  has = (column: string): boolean => this.#ids.has(column);

  toggle(column: string): void {
    const ids = new Set(this.#ids);
    if (!ids.delete(column)) ids.add(column);
    this.#ids = ids;
    try {
      localStorage.setItem(this.#name, [...ids].join(","));
    } catch {
      // Without storage it lasts until the page is closed.
    }
  }
}

function stored(name: string): string[] {
  try {
    return (localStorage.getItem(name) ?? "").split(",").filter((id) => id !== "");
  } catch {
    return [];
  }
}
