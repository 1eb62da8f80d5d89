declare global {
  /** The refresh that the page has sent before the app was there (app.html); taken once. */
  var tesseraRefresh: Promise<Response> | undefined;
  namespace App {
    interface Error {
      /** What went wrong, so that the page can tell people what to do about it. */
      kind?: "offline" | "ours";
      requestId?: string | null;
    }
  }
}

export {};
