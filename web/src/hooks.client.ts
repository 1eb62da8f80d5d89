import type { ClientInit, HandleClientError } from "@sveltejs/kit/hooks";
import { ApiError, OfflineError } from "#lib/api/error.ts";
import { adopt } from "#lib/text/adopt.ts";
import { locale } from "#lib/text/words.ts";

/** Another language than English is there before anything is drawn; if it can't be had, English words are better than none. */
export const init: ClientInit = async () => {
  if (locale === "de") adopt(await import("#lib/text/de/german.ts").catch(() => ({})));
};

/** So that the error page can tell "no network" from "our fault". The status and text are Kit's. */
export const handleError: HandleClientError = ({ error, kind }) => {
  if (error instanceof OfflineError) return { kind: "offline" };
  if (error instanceof ApiError) return { kind: "ours", requestId: error.requestId };
  if (kind === "unknown") console.error(error);
  return { kind: "ours" };
};
