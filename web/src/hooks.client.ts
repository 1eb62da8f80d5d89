import type { HandleClientError } from "@sveltejs/kit/hooks";
import { ApiError, OfflineError } from "#lib/api/error.ts";

/** So that the error page can tell "no network" from "our fault". The status and text are Kit's. */
export const handleError: HandleClientError = ({ error, kind }) => {
  if (error instanceof OfflineError) return { kind: "offline" };
  if (error instanceof ApiError) return { kind: "ours", requestId: error.requestId };
  if (kind === "unknown") console.error(error);
  return { kind: "ours" };
};
