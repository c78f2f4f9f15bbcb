import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { legalTextSchema } from '../model/legal-text.ts'
import { refreshFlags } from './refresh-flags.ts'

/**
 * Writes what is known of a legal text (văn bản pháp luật): a new one, or one on the list. Procedures that rest on it are
 * flagged at once where it has expired, and no longer where it has not.
 */
export const saveLegalText = defineCommand({
  name: 'procedures.saveLegalText',
  title: 'Sửa văn bản pháp luật làm căn cứ',
  audience: ['admin'],
  input: legalTextSchema,
  output: z.object({ number: z.string(), flags: z.int() }),
  door: { method: 'POST', path: '/legal-texts' },
  example: {
    number: '61/2018/NĐ-CP',
    title: 'Nghị định về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính',
    issuedOn: '2018-04-23',
    effectiveFrom: '2018-06-21',
    expiredOn: '2025-07-01',
    replacedBy: '118/2025/NĐ-CP',
    confidence: 'verified',
  },
  async run(tx, actor, input) {
    const { effectiveFrom, expiredOn, number, replacedBy } = input
    if (effectiveFrom !== null && expiredOn !== null && expiredOn < effectiveFrom) {
      throw new AppError('invalid_input', {
        fields: { expiredOn: 'Ngày hết hiệu lực không thể trước ngày có hiệu lực.' },
      })
    }
    if (replacedBy === number) {
      throw new AppError('invalid_input', { fields: { replacedBy: 'Văn bản không thể thay thế chính nó.' } })
    }
    const row = {
      title: input.title,
      issuer: input.issuer,
      issued_on: input.issuedOn,
      effective_from: effectiveFrom,
      expired_on: expiredOn,
      replaced_by: replacedBy,
      confidence: input.confidence,
      note: input.note,
    }
    const before = await tx.db
      .selectFrom('legal_texts')
      .selectAll()
      .where('office_id', '=', actor.officeId)
      .where('number', '=', number)
      .forUpdate()
      .executeTakeFirst()
    await tx.db
      .insertInto('legal_texts')
      .values({ office_id: actor.officeId, number, ...row })
      .onConflict((conflict) => conflict.columns(['office_id', 'number']).doUpdateSet(row))
      .execute()
    const flags = await refreshFlags(tx, actor.officeId)
    return {
      output: { number, flags },
      audit: [
        { subjectType: 'legal_text', subjectId: number, facts: { before: before ?? null, after: row } },
      ],
    }
  },
})
