import { v7 as uuid } from 'uuid'
import type { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { demoIncomingRef } from '../examples.ts'
import { changedIncoming, proposeInput } from '../model/incoming-inputs.ts'
import { handlers, requireStep } from '../policy.ts'
import { leadersToday } from '../queries/staff-today.ts'
import { changeIncoming } from './change-incoming.ts'
import { type OpenIncoming, openIncoming } from './open-incoming.ts'
import { tellStaff } from './tell-staff.ts'

/** Shortest account of what was done, or why nothing is to be done (characters). */
const shortestAccount = 20

/**
 * Ghi kết quả: a dossier that was received counts at once; the result of the work, or an explanation why no reply is
 * needed, waits for a leader.
 */
export const proposeOutcome = defineCommand({
  name: 'records.proposeOutcome',
  title: 'Ghi kết quả xử lý văn bản đến',
  audience: handlers,
  input: proposeInput,
  output: changedIncoming,
  example: {
    ...demoIncomingRef('proposeOutcome'),
    kind: 'explanation',
    words: 'Nội dung đã thực hiện theo kế hoạch năm, không cần văn bản trả lời.',
  },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('proposeOutcome', document, actor)
    if (input.kind === 'dossier') return linkDossier(tx, actor, { document, input })
    if (input.words.length < shortestAccount) {
      throw new AppError('invalid_input', {
        fields: { words: `Hãy ghi rõ kết quả hoặc lý do (ít nhất ${shortestAccount} ký tự).` },
      })
    }
    const id = uuid()
    await tx.db
      .insertInto('incoming_outcomes')
      .values({
        office_id: actor.officeId,
        incoming_id: document.id,
        id,
        kind: input.kind,
        words: input.words,
        state: 'proposed',
        proposed_by: actor.id,
        proposed_at: tx.now,
      })
      .execute()
    await tellStaff(tx, actor.officeId, {
      source: `incoming.proposed.${id}`,
      event: 'document_proposed',
      staffIds: (await decidersOf(tx, actor, document)).filter((staffId) => staffId !== actor.id),
      document,
    })
    const what = input.kind === 'task' ? 'Trình kết quả thực hiện' : 'Trình giải trình'
    return changeIncoming(tx, actor, {
      document,
      set: { state: 'proposed' },
      event: { kind: 'outcome_proposed', words: `${what}: ${input.words}`, facts: { outcomeId: id } },
    })
  },
})

/** Who directed it, while they are on duty; else every leader. */
async function decidersOf(tx: Tx, actor: Actor, document: OpenIncoming): Promise<string[]> {
  const [onDuty, direction] = await Promise.all([
    leadersToday(tx.db, actor.officeId, localDate(tx.now)),
    tx.db
      .selectFrom('incoming_directions')
      .select('directed_by')
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', document.id)
      .where('ended_at', 'is', null)
      .executeTakeFirst(),
  ])
  const own = onDuty.filter((id) => id === direction?.directed_by && id !== actor.id)
  return own.length > 0 ? own : onDuty
}

async function linkDossier(
  tx: Tx,
  actor: Actor,
  { document, input }: { document: OpenIncoming; input: z.output<typeof proposeInput> },
) {
  const code = normaliseDossierCode(input.dossierCode)
  const dossier = await tx.db
    .selectFrom('dossiers')
    .select(['id', 'code'])
    .where('office_id', '=', actor.officeId)
    .where('code', '=', code)
    .executeTakeFirst()
  if (!dossier?.code) {
    throw new AppError('invalid_input', {
      fields: { dossierCode: 'Không có hồ sơ đã tiếp nhận với mã này. Hãy kiểm tra lại mã hồ sơ.' },
    })
  }
  const added = await tx.db
    .insertInto('incoming_outcomes')
    .values({
      office_id: actor.officeId,
      incoming_id: document.id,
      id: uuid(),
      kind: 'dossier',
      target_id: dossier.id,
      label: dossier.code,
      words: input.words,
      state: 'accepted',
      proposed_by: actor.id,
      proposed_at: tx.now,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) {
    throw new AppError('conflict', {
      detail: `Hồ sơ ${dossier.code} đã được ghi là kết quả của văn bản này.`,
    })
  }
  return changeIncoming(tx, actor, {
    document,
    set: {},
    event: {
      kind: 'dossier_linked',
      words: `Kết quả: hồ sơ ${dossier.code}.`,
      facts: { outcomeId: added.id, dossierId: dossier.id },
    },
  })
}
