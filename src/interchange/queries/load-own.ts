import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import type { EdxmlAgency } from '../model/edxml/message.ts'

/** Settings of an office; null where nobody has set any. */
export async function loadSettings(db: Kysely<DB>, officeId: string) {
  const row = await db
    .selectFrom('interchange_settings')
    .selectAll()
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return row ?? null
}

export interface Own {
  agency: EdxmlAgency
  requireSignature: boolean
  /** Whether the axis may be used. */
  active: boolean
}

/** The office as others see it in messages: by the code of its settings, else by its agency code. */
export async function loadOwn(db: Kysely<DB>, officeId: string): Promise<Own> {
  const [settings, office] = await Promise.all([loadSettings(db, officeId), officeFacts(db, officeId)])
  return {
    agency: {
      organId: settings?.organ_id ?? office.agencyCode,
      organizationInCharge: office.parentName,
      organName: office.name,
      organAdd: office.address,
      email: office.email,
      telephone: office.phone,
      fax: '',
      website: '',
    },
    requireSignature: settings?.require_signature ?? false,
    active: settings?.active ?? false,
  }
}
