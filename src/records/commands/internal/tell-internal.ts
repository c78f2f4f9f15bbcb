import { queueForStaff } from '../../../notifications/commands/queue-messages.ts'
import type { MessageEvent } from '../../../notifications/model/events.ts'
import type { Actor, Tx } from '../../../platform/operations.ts'

interface Told {
  /** What this comes from: with it, one person gets one notice, however often it is told. */
  source: string
  event: MessageEvent
  staffIds: readonly string[]
  about: { type: 'meeting' | 'vote' | 'internal_submission'; id: string; subject: string }
  /** When it is, or by when somebody has to answer. */
  at?: string
  /** What was decided. */
  result?: string
}

const pages = { meeting: '/hop-giay-moi', vote: '/lay-y-kien', internal_submission: '/phieu-trinh' } as const

/** Tells officers inside the program of a matter inside the office; never the one who has just acted. */
export async function tellInternal(tx: Tx, actor: Actor, told: Told): Promise<void> {
  const { source, event, about, at = '', result = '' } = told
  const staffIds = [...new Set(told.staffIds)].filter((id) => id !== actor.id)
  if (staffIds.length === 0) return
  const office = await tx.db
    .selectFrom('offices')
    .select('name')
    .where('office_id', '=', actor.officeId)
    .executeTakeFirstOrThrow()
  await queueForStaff(tx, actor.officeId, {
    source,
    event,
    staffIds,
    link: pages[about.type],
    subject: { type: about.type, id: about.id },
    values: { don_vi: office.name, viec: `“${shortened(about.subject)}”`, thoi_gian: at, ket_qua: result },
  })
}

const longest = 80

function shortened(subject: string): string {
  const letters = [...subject]
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : subject
}
