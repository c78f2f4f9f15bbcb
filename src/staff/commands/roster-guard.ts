import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import type { Tx } from '../../platform/operations.ts'
import { gapSentences, newGaps } from '../model/roster.ts'
import { rosterGaps } from '../queries/list-gaps.ts'

/** What a change that may leave a field without anybody asks of the caller. */
export const gapFields = {
  acceptGap: z.boolean().default(false),
  gapReason: z.string().trim().max(500).default(''),
}

interface Acceptance {
  acceptGap: boolean
  gapReason: string
}

/**
 * Lets one change of the roster through at a time: of two that each would be harmless alone, both together could leave a
 * field without anybody. Dossiers go on being received meanwhile.
 */
export async function lockRoster(tx: Tx, officeId: string): Promise<void> {
  await sql`select 1 from offices where office_id = ${officeId}::uuid for no key update`.execute(tx.db)
}

/**
 * Makes a change of the roster, already locked, and hands back sentences about the fields that it leaves without anybody
 * to receive or handle them. Such a change is refused (wrong_state, and nothing stays of it) unless it is accepted with a
 * reason. What was open before is not held against it.
 */
export async function changeCover(
  tx: Tx,
  officeId: string,
  { accept, change }: { accept: Acceptance; change(): Promise<unknown> },
): Promise<string[]> {
  const of = { officeId, from: localDate(tx.now) }
  const before = await rosterGaps(tx.db, of)
  await change()
  const gaps = newGaps(before, await rosterGaps(tx.db, of))
  const sentences = gapSentences(gaps)
  if (sentences.length === 0) return []
  if (!accept.acceptGap) {
    throw new AppError('wrong_state', {
      detail: `${gapSentences(gaps, 8).join(' ')} Hãy phân công người khác trước, hoặc chọn “Vẫn lưu dù còn chỗ trống” và ghi lý do.`,
      fields: { acceptGap: 'Chọn ô này nếu vẫn lưu dù còn chỗ trống.' },
    })
  }
  if (accept.gapReason === '') {
    throw new AppError('invalid_input', {
      fields: { gapReason: 'Hãy ghi lý do vì sao vẫn để trống.', acceptGap: '' },
    })
  }
  return sentences
}
