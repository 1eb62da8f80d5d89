import { AppError } from "../kit/error.ts";
import type { Visit } from "../kit/actor.ts";
import { refreshed, revoke, type TokenPair } from "./cognito.ts";

/**
 * The refresh token's cookie: no script can read it, no other site can send it, and it goes to the auth routes
 * only. Thirty days, as long as the token lives.
 */
const cookieName = "tessera_refresh";
const attributes = "Path=/api/tickets/auth/; HttpOnly; Secure; SameSite=Strict";

const setCookie = (refresh: string): string => `${cookieName}=${refresh}; ${attributes}; Max-Age=${30 * 24 * 3600}`;
export const clearCookie = `${cookieName}=; ${attributes}; Max-Age=0`;

interface InCookie {
  readonly cookie: boolean;
}

/** Tokens as a body shows them, and the cookie beside it in cookie mode. */
export const handOut = (tokens: TokenPair, { cookie }: InCookie) => ({
  tokens: { access: tokens.access, refresh: cookie ? null : tokens.refresh },
  cookies: cookie ? [setCookie(tokens.refresh)] : [],
});

/** Whether a request comes from somebody whose session is in the cookie. */
export const inCookie = (visit: Visit): boolean => Boolean(visit.cookies[cookieName]);

/** The refresh token of a request, from its body or its cookie. */
export const presented = (visit: Visit, body: InCookie & { refresh?: string | undefined }): string | undefined =>
  body.refresh ?? (body.cookie ? visit.cookies[cookieName] : undefined);

/** @throws AppError `invalid` without a token, `unauthenticated` with a bad one. */
export async function refreshSession(visit: Visit, body: InCookie & { refresh?: string | undefined }): Promise<string> {
  const token = presented(visit, body);
  if (!token && body.cookie)
    throw new AppError("unauthenticated", "auth.refresh", "There is no session here; please log in.");
  if (!token)
    throw new AppError("invalid", "input.invalid", "refresh: This field is required.", {
      issues: [{ field: "refresh", code: "required", message: "This field is required." }],
    });
  return refreshed(token);
}

export async function endSession(visit: Visit, body: InCookie & { refresh?: string | undefined }): Promise<void> {
  const token = presented(visit, body);
  if (token) await revoke(token);
}
