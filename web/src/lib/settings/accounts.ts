import type { ListedUser } from "@tessera/core/user/user.schema";

/** What a superuser may do to another's account, as the API is told. */
export const accountChanges = {
  deactivate: { is_active: false },
  activate: { is_active: true },
  promote: { is_superuser: true },
  demote: { is_superuser: false },
} as const;

export type AccountChangeKind = keyof typeof accountChanges;

export interface AccountChange {
  readonly kind: AccountChangeKind;
  readonly person: ListedUser;
}
