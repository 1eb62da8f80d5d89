/** Texts that were begun and not saved, by what they belong to: closing a ticket loses none of them. */
export class Drafts {
  #texts = $state.raw<ReadonlyMap<string, string>>(new Map());

  get = (id: string): string | null => this.#texts.get(id) ?? null;

  /** Null: it was saved, or given up. */
  set(id: string, text: string | null): void {
    const texts = new Map(this.#texts);
    if (text === null) texts.delete(id);
    else texts.set(id, text);
    this.#texts = texts;
  }
}
