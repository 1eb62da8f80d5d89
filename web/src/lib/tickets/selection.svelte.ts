import { SvelteSet } from "svelte/reactivity";

/** Rows that are selected, by id; a range goes from the one before. */
export class Selection {
  readonly ids = new SvelteSet<string>();
  #last: string | null = null;

  toggle(id: string, range: boolean, all: readonly string[]): void {
    const on = !this.ids.has(id);
    for (const one of range ? this.#from(id, all) : [id]) {
      if (on) this.ids.add(one);
      else this.ids.delete(one);
    }
    this.#last = id;
  }

  setAll(all: readonly string[], on: boolean): void {
    for (const id of all) {
      if (on) this.ids.add(id);
      else this.ids.delete(id);
    }
  }

  /** These, and nothing else. */
  only(ids: readonly string[]): void {
    this.ids.clear();
    for (const id of ids) this.ids.add(id);
  }

  #from(id: string, all: readonly string[]): readonly string[] {
    const ends = [all.indexOf(id), all.indexOf(this.#last ?? id)].toSorted((a, b) => a - b);
    return ends[0] === -1 ? [id] : all.slice(ends[0], (ends[1] ?? 0) + 1);
  }
}
