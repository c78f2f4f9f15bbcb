import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { type ReceiptSettings, usualSettings } from '../model/settings.ts'

/** Settings of the office, or the usual ones while it has none. */
export async function loadReceiptSettings(db: Kysely<DB>, officeId: string): Promise<ReceiptSettings> {
  const row = await db
    .selectFrom('receipt_settings')
    .selectAll()
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  if (!row) return usualSettings
  return {
    revision: row.revision,
    collectingSince: row.collecting_since,
    collectorName: row.collector_name,
    taxCode: row.tax_code,
    address: row.address,
    formCode: row.form_code as ReceiptSettings['formCode'],
    seriesLetters: row.series_letters,
    bankBin: row.bank_bin,
    bankAccount: row.bank_account,
    bankAccountName: row.bank_account_name,
    drawerLimit: row.drawer_limit === null ? null : Number(row.drawer_limit),
    unpaidAllowed: row.unpaid_allowed as string[],
  }
}

/** Whether fees are collected with this program on that day. */
export function collectsOn(settings: ReceiptSettings, day: string): boolean {
  return settings.collectingSince !== null && settings.collectingSince <= day
}
