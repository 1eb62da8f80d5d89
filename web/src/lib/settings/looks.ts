const link = "inline-flex h-9 shrink-0 items-center justify-center gap-1.5 rounded-md px-3.5 font-medium";

/** Links that look like buttons: they go somewhere, so they are links. */
export const linkLook = {
  primary: `${link} bg-accent text-on-accent hover:bg-accent-strong shadow-card`,
  plain: `${link} border-line-strong bg-surface hover:bg-sunken border`,
} as const;

/** The colours that tags are offered; the API takes any. */
export const defaultColor = "#0052cc";
