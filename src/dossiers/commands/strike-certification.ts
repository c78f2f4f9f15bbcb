import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, holds } from '../../platform/operations.ts'
import { demoEntryId } from '../examples.ts'

/**
 * Gạch bỏ: a wrong entry of a certification register is struck with the reason. It keeps its number and its place, is
 * never changed or removed, and no longer counts in the totals.
 */
export const strikeCertification = defineCommand({
  name: 'dossiers.strikeCertification',
  title: 'Gạch bỏ số chứng thực ghi sai',
  audience: ['counter', 'leader'],
  door: { method: 'POST', path: '/certifications/{id}/strike' },
  input: z.strictObject({
    id: z.uuid(),
    reason: z.string().trim().min(1, 'Hãy ghi rõ lý do gạch bỏ.').max(500, 'Tối đa 500 ký tự.'),
  }),
  output: z.object({ id: z.uuid(), number: z.int() }),
  example: { id: demoEntryId, reason: 'Ghi nhầm số bản.' },
  async run(tx, actor, { id, reason }) {
    const found = await sql<{
      register: string
      year: number
      number: number
      dossierId: string
      fieldCode: string
      feeVnd: number | null
      struckBy: string | null
    }>`select c.register, c.year, c.number, c.dossier_id as "dossierId", d.field_code as "fieldCode", c.fee_vnd as "feeVnd",
        s.struck_by_name as "struckBy"
      from certifications c
      join dossiers d on d.office_id = c.office_id and d.id = c.dossier_id
      left join certification_strikes s on s.office_id = c.office_id and s.certification_id = c.id
      where c.office_id = ${actor.officeId}::uuid and c.id = ${id}::uuid`.execute(tx.db)
    const entry = found.rows[0]
    if (!entry) throw new AppError('not_found', { detail: 'Không có số chứng thực này trong sổ.' })
    if (!holds(actor, ['counter', 'leader'], entry.fieldCode)) throw new AppError('not_allowed')
    if (entry.struckBy !== null)
      throw new AppError('conflict', { detail: `Số này đã được ${entry.struckBy} gạch bỏ.` })
    await tx.db
      .insertInto('certification_strikes')
      .values({
        office_id: actor.officeId,
        certification_id: id,
        struck_at: tx.now,
        struck_by: actor.id,
        struck_by_name: actor.name,
        reason,
      })
      .execute()
    const { register, year, number, dossierId, feeVnd } = entry
    return {
      output: { id, number },
      audit: [
        {
          subjectType: 'certification',
          subjectId: id,
          facts: { register, year, number, dossierId, feeVnd, reason },
        },
      ],
      news: [{ topic: 'certification.struck', payload: { certificationId: id, dossierId } }],
    }
  },
})
