import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { receiptSettingsSchema } from '../model/settings.ts'
import { loadReceiptSettings } from '../queries/load-settings.ts'

/** Thiết lập thu phí, biên lai: who collects, under which series, into which account, and from when. */
export const saveReceiptSettings = defineCommand({
  name: 'receipts.saveSettings',
  title: 'Thiết lập thu phí, biên lai',
  audience: ['admin', 'accountant'],
  input: receiptSettingsSchema,
  output: z.object({ revision: z.int() }),
  async run(tx, { officeId, id }, input) {
    const before = await loadReceiptSettings(tx.db, officeId)
    if (before.revision !== input.revision) throw new AppError('stale')
    const row = {
      revision: input.revision + 1,
      collecting_since: input.collectingSince,
      collector_name: input.collectorName,
      tax_code: input.taxCode,
      address: input.address,
      form_code: input.formCode,
      series_letters: input.seriesLetters,
      bank_bin: input.bankBin,
      bank_account: input.bankAccount,
      bank_account_name: input.bankAccountName,
      drawer_limit: input.drawerLimit,
      unpaid_allowed: JSON.stringify(input.unpaidAllowed),
      changed_at: tx.now,
      changed_by: id,
    }
    const saved = await tx.db
      .insertInto('receipt_settings')
      .values({ office_id: officeId, ...row })
      .onConflict((conflict) =>
        conflict.column('office_id').doUpdateSet(row).where('receipt_settings.revision', '=', input.revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (saved?.revision !== input.revision + 1) throw new AppError('stale')
    return {
      output: saved,
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { before, after: input } }],
    }
  },
})
