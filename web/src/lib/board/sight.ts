import type { Attachment } from "svelte/attachments";

/** Calls back once when the element comes near the screen; make it anew to be called again. */
export const sight =
  (seen: () => void): Attachment =>
  (element) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        seen();
      },
      { rootMargin: "400px", scrollMargin: "400px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };
