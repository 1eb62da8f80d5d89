export interface Toast {
  readonly id: number;
  readonly tone: "bad" | "good";
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly ms?: number;
  /** It went without its action: what waited for that may happen now. The action of such a toast is an undo. */
  readonly ended?: () => void;
}

const READING_MS = 9000;

/** Short sentences about what just happened. They go by themselves, but not while somebody points at them. */
class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #count = 0;
  #clocks = new Map<number, ReturnType<typeof setTimeout>>();

  show(toast: Omit<Toast, "id">): void {
    const id = (this.#count += 1);
    // The same sentence twice is one sentence.
    const kept = this.list.filter((t) => t.text !== toast.text).slice(-2);
    for (const old of this.list) if (!kept.includes(old)) this.dismiss(old.id);
    this.list = [...kept, { ...toast, id }];
    this.release(id);
  }

  dismiss(id: number): void {
    this.#take(id)?.ended?.();
  }

  act(id: number): void {
    this.#take(id)?.action?.run();
  }

  /** Takes back what was done last, if that is still possible. */
  undo(): boolean {
    const last = this.list.findLast((toast) => toast.ended);
    if (last) this.act(last.id);
    return last !== undefined;
  }

  /** The page is about to go, or its person. */
  endAll(): void {
    for (const { id } of this.list) this.dismiss(id);
  }

  hold(id: number): void {
    clearTimeout(this.#clocks.get(id));
    this.#clocks.delete(id);
  }

  release(id: number): void {
    const toast = this.list.find((one) => one.id === id);
    if (!toast) return;
    this.hold(id);
    this.#clocks.set(
      id,
      setTimeout(() => this.dismiss(id), toast.ms ?? READING_MS),
    );
  }

  #take(id: number): Toast | undefined {
    const toast = this.list.find((one) => one.id === id);
    this.hold(id);
    this.list = this.list.filter((one) => one.id !== id);
    return toast;
  }
}

export const toasts = new Toasts();
