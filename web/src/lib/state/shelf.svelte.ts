import { OfflineError } from "#lib/api/error.ts";
import { network } from "./network.svelte.ts";

interface Thing {
  readonly id: string;
}

/** A write of ours under way: a thing that is new or stands in for its older self, or one that is taken away. */
type Laid<T> = { readonly put: T } | { readonly drop: string };

/**
 * A list of the API's things with our own writes under way laid over it: on screen at once, and simply taken away when
 * they are refused. It outlives the component that made it, so nothing in it is derived: that would end with it.
 */
export class Shelf<T extends Thing> {
  #known = $state.raw<readonly T[]>([]);
  #pending = $state.raw<readonly Laid<T>[]>([]);
  /** When the last write of ours to a thing was answered. */
  #written = new Map<string, number>();
  #at: (thing: T) => string;

  /** @param at by what they are ordered, ascending */
  constructor(at: (thing: T) => string) {
    this.#at = at;
  }

  get list(): readonly T[] {
    return lay(this.#known, this.#pending);
  }

  isSaving = (id: string): boolean => this.#pending.some((laid) => ("put" in laid ? laid.put.id : laid.drop) === id);

  get = (id: string): T | undefined => this.list.find((thing) => thing.id === id);

  /** All that there is, as the API told when it was asked at `askedAt`; what we wrote since then is known better. */
  fill(things: readonly T[], askedAt: number): void {
    const since = (thing: T) => (this.#written.get(thing.id) ?? -Infinity) >= askedAt;
    this.#set([...things.filter((thing) => !since(thing)), ...this.#known.filter(since)]);
  }

  /** More of them, such as an earlier page. */
  add(things: readonly T[]): void {
    const ids = new Set(things.map((thing) => thing.id));
    this.#set([...this.#known.filter((thing) => !ids.has(thing.id)), ...things]);
  }

  put(thing: T): void {
    this.#written.set(thing.id, Date.now());
    this.add([thing]);
  }

  drop(id: string): void {
    this.#written.set(id, Date.now());
    this.#set(this.#known.filter((thing) => thing.id !== id));
  }

  /**
   * Shows `laid` at once and sends it; its answer and its end come in one step. Without a network nothing is shown nor sent.
   * @throws OfflineError, and what `send` throws
   */
  async write<A>(laid: Laid<T>, send: () => Promise<A>, settle: (answer: A) => void): Promise<A> {
    if (network.offline) throw new OfflineError("Writes wait for the network.");
    this.#pending = [...this.#pending, laid];
    const done = () => (this.#pending = this.#pending.filter((other) => other !== laid));
    try {
      const answer = await send();
      done();
      settle(answer);
      return answer;
    } catch (error) {
      done();
      throw error;
    }
  }

  #set(things: T[]): void {
    const at = this.#at;
    this.#known = things.sort((a, b) => (at(a) === at(b) ? 0 : at(a) < at(b) ? -1 : 1));
  }
}

/** New ones stand last, whatever this machine's clock says. */
function lay<T extends Thing>(known: readonly T[], pending: readonly Laid<T>[]): readonly T[] {
  return pending.reduce<readonly T[]>((list, laid) => {
    if ("drop" in laid) return list.filter((thing) => thing.id !== laid.drop);
    const held = list.some((thing) => thing.id === laid.put.id);
    return held ? list.map((thing) => (thing.id === laid.put.id ? laid.put : thing)) : [...list, laid.put];
  }, known);
}
