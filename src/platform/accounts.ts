import type { Tx } from './operations.ts'

/** Ends every open sign-in of the accounts, so that a changed password or a closed account counts at once. */
export async function endSessions(tx: Tx, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return
  await tx.db.deleteFrom('auth.session').where('userId', 'in', accountIds).execute()
}

/** Forgets the wrong passwords counted against a name, so that it can sign in with its new one. */
export async function unlockSignIn(tx: Tx, username: string): Promise<void> {
  await tx.db.deleteFrom('auth.sign_in_failures').where('username', '=', username).execute()
}

/** Takes the one-time code off the accounts; what is set for them in `auth.user` is for the caller to change. */
export async function dropOneTimeCode(tx: Tx, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return
  await tx.db.deleteFrom('auth.twoFactor').where('userId', 'in', accountIds).execute()
}
