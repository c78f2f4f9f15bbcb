import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Tx } from '../../platform/operations.ts'
import type { CitizenLevel } from '../model.ts'

export interface KnownPerson {
  issuer: string
  subject: string
  name: string
  personalId: string
  birthDate: string | null
  email: string
  phone: string
}

/** The account of whoever has just proven who they are, as they are described now; made when they come first. */
export async function rememberAccount(
  tx: Tx,
  officeId: string,
  person: KnownPerson,
): Promise<{ accountId: string; isNew: boolean }> {
  const id = uuid()
  const described = {
    name: person.name,
    personal_id: person.personalId,
    birth_date: person.birthDate,
    email: person.email,
    phone: person.phone,
    last_signed_in_at: tx.now,
  }
  const saved = await tx.db
    .insertInto('citizen_accounts')
    .values({
      office_id: officeId,
      id,
      issuer: person.issuer,
      subject: person.subject,
      created_at: tx.now,
      ...described,
    })
    .onConflict((conflict) => conflict.columns(['office_id', 'issuer', 'subject']).doUpdateSet(described))
    .returning('id')
    .executeTakeFirstOrThrow()
  return { accountId: saved.id, isNew: saved.id === id }
}

/** A new sign-in under a token that only the browser knows; the one it had before ends with it. */
export async function openSession(
  tx: Tx,
  officeId: string,
  session: { accountId: string; level: CitizenLevel; tokenHash: string; replacedHash: string | null },
): Promise<void> {
  const { accountId, level, tokenHash, replacedHash } = session
  await sql`with ended as (
      delete from citizen_sessions where office_id = ${officeId}::uuid and token_hash = ${replacedHash}::text)
    insert into citizen_sessions (office_id, id, token_hash, account_id, level, started_at, last_seen_at)
    values (${officeId}::uuid, ${uuid()}::uuid, ${tokenHash}, ${accountId}::uuid, ${level}, ${tx.now}::timestamptz,
      ${tx.now}::timestamptz)`.execute(tx.db)
}
