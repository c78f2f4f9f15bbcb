import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { noticeSchema } from '../model/bank-notice.ts'
import { oneLine } from '../model/statements/statement.ts'
import { keepMovements, lockMovements, ownAccount } from './movements.ts'

/**
 * Nhận báo có, báo nợ: a movement that a bank or provider tells of as it happens. The route has checked its signature. The provider's id
 * a second time fails with conflict.
 */
export const noteMovement = defineCommand({
  name: 'receipts.noteMovement',
  title: 'Nhận báo biến động số dư từ ngân hàng',
  audience: [],
  input: z.strictObject({ ...noticeSchema.shape, lineId: z.uuid().optional() }),
  output: z.object({ lineId: z.uuid(), fresh: z.boolean() }),
  async run(tx, actor, notice) {
    const account = await ownAccount(tx, actor, notice.account)
    const bookedOn = localDate(new Date(notice.bookedAt))
    if (bookedOn < '2000-01-01' || bookedOn > addDays(localDate(tx.now), 1))
      throw new AppError('invalid_input', { fields: { bookedAt: 'Ngày ghi sổ không hợp lý.' } })
    await lockMovements(tx, actor)
    const known = await tx.db
      .selectFrom('bank_sightings')
      .select('line_id')
      .where('office_id', '=', actor.officeId)
      .where('source', '=', 'notice')
      .where('key', '=', notice.id)
      .executeTakeFirst()
    if (known) throw new AppError('conflict', { detail: 'Biến động này đã được báo.' })
    const movement = {
      ...(notice.lineId ? { id: notice.lineId } : {}),
      key: notice.id,
      row: null,
      bookedOn,
      amountVnd: notice.amountVnd,
      bankReference: oneLine(notice.reference),
      description: oneLine(notice.description),
      counterparty: oneLine(notice.counterparty),
    }
    const told = { account, source: 'notice' as const, statementId: null, movements: [movement] }
    const { ids, fresh } = await keepMovements(tx, actor, told)
    const lineId = ids[0] ?? ''
    return {
      output: { lineId, fresh: fresh > 0 },
      audit: [
        {
          subjectType: 'bank_line',
          subjectId: lineId,
          facts: { providerId: notice.id, account, bookedOn, amountVnd: notice.amountVnd, fresh: fresh > 0 },
        },
      ],
    }
  },
})
