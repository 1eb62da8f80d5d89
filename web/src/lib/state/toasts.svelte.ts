export interface Toast {
  readonly id: number;
  readonly tone: "bad" | "good";
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const READING_MS = 9000;

/** Short sentences about what just happened. They go by themselves. */
class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #count = 0;

  show(toast: Omit<Toast, "id">): void {
    const id = (this.#count += 1);
    // The same sentence twice is one sentence.
    this.list = [...this.list.filter((t) => t.text !== toast.text).slice(-2), { ...toast, id }];
    setTimeout(() => this.dismiss(id), READING_MS);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
