import { sql } from 'kysely'
import type { Tx } from '../../platform/operations.ts'

/** A member of staff to be added, with the account to sign in with and the first duties. */
export interface NewMember {
  id: string
  username: string
  /** As better-auth hashes it (scrypt); made before the transaction wherever there are many. Null: no account. */
  passwordHash: string | null
  fullName: string
  postTitle: string
  unitId: string | null
  phone: string
  duties: readonly NewDuty[]
}

export interface NewDuty {
  id: string
  role: string
  fieldCode: string | null
  startsOn: string
}

/**
 * Adds members of staff, their accounts and duties in four statements. A username taken anywhere in the installation
 * fails on the unique index. The address is no mailbox: better-auth wants one per account, and `.invalid` never is one.
 */
export async function insertMembers(tx: Tx, officeId: string, members: readonly NewMember[]): Promise<void> {
  const rows = JSON.stringify(members)
  const accounts = JSON.stringify(members.filter(({ passwordHash }) => passwordHash !== null))
  const duties = members.flatMap((member) => member.duties.map((duty) => ({ ...duty, staffId: member.id })))
  await sql`insert into staff_members (office_id, id, full_name, post_title, unit_id, username, phone, created_at)
    select ${officeId}::uuid, m.id, m."fullName", m."postTitle", m."unitId", m.username, m.phone, ${tx.now}
    from jsonb_to_recordset(${rows}::jsonb)
      as m (id uuid, username text, "fullName" text, "postTitle" text, "unitId" uuid, phone text)`.execute(
    tx.db,
  )
  await sql`insert into auth."user"
      (id, name, email, "emailVerified", "createdAt", "updatedAt", username, "displayUsername", "officeId", "staffId")
    select m.id, m."fullName", m.username || '@tai-khoan.invalid', true, ${tx.now}, ${tx.now}, m.username, m.username,
      ${officeId}::text, m.id
    from jsonb_to_recordset(${accounts}::jsonb) as m (id text, username text, "fullName" text)`.execute(tx.db)
  await sql`insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
    select m.id, m.id, 'credential', m.id, m."passwordHash", ${tx.now}, ${tx.now}
    from jsonb_to_recordset(${accounts}::jsonb) as m (id text, "passwordHash" text)`.execute(tx.db)
  if (duties.length === 0) return
  await sql`insert into duties (office_id, id, staff_id, role, field_code, starts_on)
    select ${officeId}::uuid, d.id, d."staffId", d.role, d."fieldCode", d."startsOn"
    from jsonb_to_recordset(${JSON.stringify(duties)}::jsonb)
      as d (id uuid, "staffId" uuid, role text, "fieldCode" text, "startsOn" date)`.execute(tx.db)
}
