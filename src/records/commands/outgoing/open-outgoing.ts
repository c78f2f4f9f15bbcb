import type { Selectable } from 'kysely'
import type { OutgoingDocuments } from '../../../platform/database-types.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Actor, Tx } from '../../../platform/operations.ts'
import {
  nextOutgoingSteps,
  type OutgoingAction,
  type OutgoingSituation,
  type OutgoingState,
  outgoingActions,
  outgoingStates,
} from '../../model/outgoing/life.ts'
import { type OutgoingContent, outgoingContentSchema } from '../../model/outgoing/outgoing-content.ts'

export interface OpenOutgoing extends OutgoingSituation {
  id: string
  revision: number
  version: number
  content: OutgoingContent
  row: Selectable<OutgoingDocuments>
}

/** Locks a document for a change. Fails with not_found, not_allowed, wrong_state, or stale when somebody was quicker. */
export async function openOutgoing(
  tx: Tx,
  actor: Actor,
  change: { id: string; revision?: number; action: OutgoingAction },
): Promise<OpenOutgoing> {
  const row = await tx.db
    .selectFrom('outgoing_documents')
    .selectAll()
    .where('office_id', '=', actor.officeId)
    .where('id', '=', change.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  const unit = row.unit_id
    ? await tx.db
        .selectFrom('outgoing_units')
        .select('head_id')
        .where('office_id', '=', actor.officeId)
        .where('unit_id', '=', row.unit_id)
        .executeTakeFirst()
    : undefined
  const document: OpenOutgoing = {
    id: row.id,
    state: row.state as OutgoingState,
    drafterId: row.drafter_id,
    signerId: row.signer_id,
    unitHeadId: unit?.head_id ?? null,
    needsSeal: row.signed_as === 'digital' && row.sealed_at === null,
    revision: row.revision,
    version: row.version,
    content: outgoingContentSchema.parse(row.content),
    row,
  }
  requireOutgoingStep(change.action, document, actor)
  if (change.revision !== undefined && change.revision !== row.revision) throw new AppError('stale')
  return document
}

/** Refuses what the rule of next steps does not offer this actor. */
function requireOutgoingStep(action: OutgoingAction, document: OpenOutgoing, actor: Actor): void {
  if (nextOutgoingSteps(document, actor).includes(action)) return
  const everyState = Object.keys(outgoingStates) as OutgoingState[]
  const isEverTheirs = everyState.some((state) =>
    [false, true].some((needsSeal) =>
      nextOutgoingSteps({ ...document, state, needsSeal }, actor).includes(action),
    ),
  )
  if (!isEverTheirs) {
    throw new AppError('not_allowed', {
      detail: `Việc “${outgoingActions[action]}” không phải của bạn với văn bản này. Hãy xem người đang giữ văn bản ở đầu trang.`,
    })
  }
  if (action === 'issue' && document.state === 'signed') {
    throw new AppError('wrong_state', {
      detail: 'Văn bản ký số phải có chữ ký số của cơ quan trước khi phát hành. Hãy bấm “Ký số của cơ quan”.',
    })
  }
  throw new AppError('wrong_state', {
    detail: `Không thể “${outgoingActions[action]}” khi văn bản ở trạng thái “${outgoingStates[document.state]}”. Hãy tải lại trang để xem các bước có thể làm.`,
  })
}
