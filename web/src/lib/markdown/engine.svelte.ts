import type { render } from "./render.ts";

/** The renderer, which comes when the first text is shown: nobody waits for it, until then text is plain. */
class Engine {
  render = $state.raw<typeof render | null>(null);

  /** Fetched once; after a failure the next text tries again. */
  load = async (): Promise<void> => {
    this.render ??= (await import("./render.ts")).render;
  };
}

export const engine = new Engine();
