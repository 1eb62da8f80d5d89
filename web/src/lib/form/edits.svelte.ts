/**
 * What was typed over what is saved. Only fields that were touched are kept apart: the others follow what is saved,
 * also when that is read anew under the form.
 */
export class Edits<T extends object> {
  readonly #saved: () => T;
  #typed = $state.raw<Partial<T>>({});

  constructor(saved: () => T) {
    this.#saved = saved;
  }

  get<K extends keyof T>(field: K): T[K] {
    return this.#typed[field] ?? this.#saved()[field];
  }

  set<K extends keyof T>(field: K, value: T[K]): void {
    this.#typed = { ...this.#typed, [field]: value };
  }

  /** The fields that differ from what is saved, as they were typed. */
  get changes(): Partial<T> {
    const saved = new Map<string, unknown>(Object.entries(this.#saved()));
    // Filtering the entries leaves members of T as they are.
    return Object.fromEntries(Object.entries(this.#typed).filter(([f, value]) => value !== saved.get(f))) as Partial<T>;
  }

  get dirty(): boolean {
    return Object.keys(this.changes).length > 0;
  }

  /** It was saved, or given up. */
  clear(): void {
    this.#typed = {};
  }
}
