import { sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { ReturnMethod } from '../model/collection.ts'
import type { Situation } from '../model/next-steps.ts'
import { type ExtensionFacts, extensionFacts, extensionSituation } from '../queries/extension-facts.ts'
import { holderAway } from '../queries/holder-away.ts'

const uuidPattern = /^[0-9a-f-]{36}$/

/** A dossier locked for change, with its steps and the state of its result. */
export interface OpenDossier extends Situation {
  id: string
  code: string | null
  revision: number
  procedureName: string
  applicantName: string
  personalId: string
  submitterName: string
  submitterPersonalId: string
  address: string
  phone: string
  returnMethod: ReturnMethod
  returnAddress: string
  /** The post brought the result back, and it waits for its owner at the desk. */
  undelivered: boolean
  /** Whether the result lies there as a file that the citizen can download. */
  hasElectronicResult: boolean
  receivedAt: Date
  dueAt: Date
  originalDueAt: Date
  dueTrace: unknown
  /** How often a new date was granted, and how often the rule foresees it. */
  extensions: ExtensionFacts
  pausedSince: Date | null
  statusBeforeWithdrawal: number | null
  steps: { ordinal: number; code: string; name: string; role: string; minutes: number; dueAt: Date }[]
  handovers: number
}

/**
 * Locks the dossier and reads what every change needs, in one statement. Fails with not_found, or with stale when
 * the caller decided on an older revision; `latest` is for what citizens and other systems send, who saw none.
 */
export async function openDossier(
  tx: Tx,
  actor: Actor,
  ref: { code: string; revision: number | 'latest' },
): Promise<OpenDossier> {
  const row = await lockRow(tx, actor, ref.code)
  if (!row) throw new AppError('not_found', { detail: 'Không có hồ sơ này. Hãy kiểm tra lại mã hồ sơ.' })
  if (ref.revision !== 'latest' && row.revision !== ref.revision) throw new AppError('stale')
  return {
    id: row.id,
    code: row.code,
    revision: row.revision,
    status: row.status,
    fieldCode: row.field_code,
    step: row.step,
    holderId: row.holder_id,
    holderAway: row.holder_away,
    supplementCount: row.supplement_count,
    result: (row.result ?? 'none') as Situation['result'],
    extension: extensionSituation(row.extensions),
    extensions: row.extensions,
    procedureName: row.procedure_name,
    applicantName: row.applicant_name,
    personalId: row.personal_id,
    submitterName: row.submitter_name,
    submitterPersonalId: row.submitter_personal_id,
    address: row.address,
    phone: row.phone,
    returnMethod: row.returnMethod,
    returnAddress: row.return_address,
    undelivered: row.undelivered_since !== null,
    hasElectronicResult: row.electronic_file_id !== null,
    receivedAt: row.received_at,
    dueAt: row.due_at,
    originalDueAt: row.original_due_at,
    dueTrace: row.due_trace,
    pausedSince: row.paused_since,
    statusBeforeWithdrawal: row.status_before_withdrawal,
    steps: row.steps.map((step) => ({ ...step, dueAt: new Date(step.dueAt) })),
    handovers: row.handovers,
  }
}

function lockRow(tx: Tx, actor: Actor, code: string) {
  return tx.db
    .selectFrom('dossiers as d')
    .leftJoin('dossier_results as r', (join) =>
      join.onRef('r.office_id', '=', 'd.office_id').onRef('r.dossier_id', '=', 'd.id'),
    )
    .select([
      'd.id',
      'd.code',
      'd.revision',
      'd.status',
      'd.field_code',
      'd.step',
      'd.holder_id',
      'd.supplement_count',
      'd.procedure_name',
      'd.applicant_name',
      'd.personal_id',
      'd.submitter_name',
      'd.submitter_personal_id',
      'd.address',
      'd.phone',
      'd.return_address',
      'd.undelivered_since',
      'd.received_at',
      'd.due_at',
      'd.original_due_at',
      'd.due_trace',
      'd.paused_since',
      'd.status_before_withdrawal',
      'r.state as result',
      'r.electronic_file_id',
    ])
    .select(sql<ReturnMethod>`d.return_method`.as('returnMethod'))
    .select(stepsOfDossier.as('steps'))
    .select(handoverCount.as('handovers'))
    .select(holderAway(actor.officeId, localDate(tx.now)).as('holder_away'))
    .select(extensionFacts(actor.officeId, tx.now).as('extensions'))
    .where('d.office_id', '=', actor.officeId)
    .where(uuidPattern.test(code) ? 'd.id' : 'd.code', '=', code)
    .forUpdate('d')
    .executeTakeFirst()
}

const stepsOfDossier = sql<OpenDossier['steps']>`(
  select coalesce(jsonb_agg(jsonb_build_object('ordinal', s.ordinal, 'code', s.code, 'name', s.name, 'role', s.role,
    'minutes', s.minutes, 'dueAt', s.due_at) order by s.ordinal), '[]')
  from dossier_steps s where s.office_id = d.office_id and s.dossier_id = d.id)`

const handoverCount = sql<number>`(
  select count(*)::int from dossier_handovers h where h.office_id = d.office_id and h.dossier_id = d.id)`

/** Who pays for a dossier: whose it is. */
export function payerOf({ applicantName: name, address, personalId }: OpenDossier) {
  return { name, address, personalId }
}
