import type { Locator } from "playwright";

/** A picture of one pixel. */
export const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
/** Pastes or drops a picture, as the browser would tell of it. */
export const bring = (target: Locator, type: "paste" | "drop", name: string) =>
  target.evaluate(
    (element, [kind, file, data]) => {
      const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], file, { type: "image/png" }));
      const given = { bubbles: true, cancelable: true };
      const event =
        kind === "paste"
          ? new ClipboardEvent("paste", { ...given, clipboardData: transfer })
          : new DragEvent("drop", { ...given, dataTransfer: transfer });
      element.dispatchEvent(event);
    },
    [type, name, png.toString("base64")] as const,
  );

/** Whether a picture has really come. */
export const isSeen = (image: Locator) => image.evaluate((e) => (e as HTMLImageElement).naturalWidth > 0);
