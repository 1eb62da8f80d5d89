import type { HandleClientError } from "@sveltejs/kit/hooks";
import { ApiError, OfflineError } from "#lib/api/error.ts";

export const handleError: HandleClientError = ({ error, message }) => {
  if (error instanceof OfflineError) return { message, kind: "offline" };
  if (error instanceof ApiError) return { message: error.message, kind: "ours", requestId: error.requestId };
  console.error(error);
  return { message, kind: "ours", requestId: null };
};
