import type { Visit } from "../kit/actor.ts";
import { organisation } from "../event/event.ts";
import type { JobItem } from "../job/job.entity.ts";
import { order, wake, type JobKey } from "../job/job.ts";
import { newId } from "../kit/id.ts";
import { transact } from "../table/transact.ts";
import { createAccount, deleteAccount, type Account } from "./cognito.ts";

/**
 * Cognito and the table know no common transaction. So the job that takes an account away is ordered before the
 * account is made, attended by the request; the transaction that writes the profile settles it. What a dead
 * request has left is found by the sweep.
 */
export const forgetting = (login: string): JobKey => ({
  project: organisation,
  kind: "account.forget",
  subject: login,
});

/** An account that can log in, and that goes again unless a profile settles it. */
export async function newAccount(visit: Visit, password: string): Promise<Account> {
  const login = newId();
  const job = { ...forgetting(login), kind: "account.forget", attended: true } as const;
  await transact(visit, [order({ id: login, requestId: visit.requestId }, job)]);
  try {
    const account = await createAccount(login, password);
    if (account) return account;
  } catch (error) {
    await letGo(login);
    throw error;
  }
  await letGo(login); // it is ours, but the answer with its sub got lost
  return newAccount(visit, password);
}

/** Has an account taken away that gets no profile. What fails here, the sweep does later. */
export const letGo = (login: string): Promise<void> => wake(forgetting(login)).catch(() => undefined);

export async function forgetAccount({ subject }: JobItem): Promise<undefined> {
  await deleteAccount(subject);
}
