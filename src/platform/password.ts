/** Hash of a password as it is stored (scrypt). Its library is loaded with the first use, not at every start. */
export async function hashPassword(password: string): Promise<string> {
  const crypto = await import('better-auth/crypto')
  return crypto.hashPassword(password)
}
