import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { Direction, LegAction, LegState, Via } from '../model/leg.ts'
import { legActions, legStates, nextLegSteps } from '../model/leg.ts'
import { requireLegDuty } from '../policy.ts'

/** A leg locked for change, with its partner and, of one we sent, the field of its dossier. */
export interface OpenLeg {
  id: string
  revision: number
  direction: Direction
  state: LegState
  via: Via
  partner: { id: string; code: string; name: string }
  dossierId: string | null
  dossierCode: string
  procedureName: string
  fieldCode: string | null
  sentAt: Date
  dueAt: Date
  pausedSince: Date | null
  outSequence: number
  inSequence: number
  holderId: string | null
}

/** Locks a leg by its id; null when there is none. */
export async function lockLeg(tx: Tx, actor: Actor, id: string): Promise<OpenLeg | null> {
  const row = await tx.db
    .selectFrom('interlink_legs as l')
    .innerJoin('interlink_partners as p', (on) =>
      on.onRef('p.office_id', '=', 'l.office_id').onRef('p.id', '=', 'l.partner_id'),
    )
    .leftJoin('dossiers as d', (on) =>
      on.onRef('d.office_id', '=', 'l.office_id').onRef('d.id', '=', 'l.dossier_id'),
    )
    .select([
      'l.id',
      'l.revision',
      'l.direction',
      'l.state',
      'l.via',
      'l.partner_id',
      'l.partner_name',
      'p.code',
    ])
    .select([
      'l.dossier_id',
      'l.dossier_code',
      'l.procedure_name',
      'd.field_code',
      'l.sent_at',
      'l.due_at',
      'l.paused_since',
    ])
    .select(['l.out_sequence', 'l.in_sequence', 'l.holder_id'])
    .where('l.office_id', '=', actor.officeId)
    .where('l.id', '=', id)
    .forUpdate('l')
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    revision: row.revision,
    direction: row.direction as Direction,
    state: row.state as LegState,
    via: row.via as Via,
    partner: { id: row.partner_id, code: row.code, name: row.partner_name },
    dossierId: row.dossier_id,
    dossierCode: row.dossier_code,
    procedureName: row.procedure_name,
    fieldCode: row.field_code,
    sentAt: row.sent_at,
    dueAt: row.due_at,
    pausedSince: row.paused_since,
    outSequence: row.out_sequence,
    inSequence: row.in_sequence,
    holderId: row.holder_id,
  }
}

/**
 * The leg that a member acts on, locked. Fails with not_found, stale, not_allowed (a dossier of another field) or
 * wrong_state, by the rule of next steps.
 */
export async function openLeg(
  tx: Tx,
  actor: Actor,
  wanted: { legId: string; revision: number; action: LegAction },
): Promise<OpenLeg> {
  const leg = await lockLeg(tx, actor, wanted.legId)
  if (!leg) throw new AppError('not_found', { detail: 'Không có lượt phối hợp này. Hãy tải lại trang.' })
  if (leg.direction === 'out') requireLegDuty(actor, leg.fieldCode ?? '')
  if (leg.revision !== wanted.revision) throw new AppError('stale')
  if (!nextLegSteps(leg).includes(wanted.action)) {
    throw new AppError('wrong_state', {
      detail: `Không thể “${legActions[wanted.action]}” khi lượt phối hợp ở trạng thái “${legStates[leg.state]}”. Hãy tải lại trang.`,
    })
  }
  return leg
}

type LegChange = Partial<{
  state: LegState
  via: Via
  due_at: Date
  promised_at: Date | null
  delivered_at: Date
  paused_since: Date | null
  ended_at: Date
  answer: string
  trouble: string
  slip_id: string
  slip_code: string
  holder_id: string | null
  out_sequence: number
  in_sequence: number
  late_noted_at: Date | null
}>

/** Writes a change of a locked leg. Returns its new revision. */
export async function changeLeg(tx: Tx, actor: Actor, leg: OpenLeg, set: LegChange): Promise<number> {
  await tx.db
    .updateTable('interlink_legs')
    .set({ ...set, revision: leg.revision + 1 })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', leg.id)
    .execute()
  return leg.revision + 1
}
