declare global {
  namespace App {
    interface Error {
      /** What went wrong, so that the page can tell people what to do about it. */
      kind?: "offline" | "ours";
      requestId?: string | null;
    }
  }
}

export {};
