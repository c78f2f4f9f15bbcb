import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { caseOf } from '../../dossiers/model/reception.ts'
import { requireReception } from '../../dossiers/policy.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { officeOfProcedure } from '../../procedures/queries/print-form.ts'
import { type ProcedureForIntake, procedureForIntake } from '../../procedures/queries.ts'
import { exampleDraftId } from '../examples.ts'
import { type Filer, filerSchema, keepDays } from '../model/draft.ts'
import { filingOf, type NotFiledHere } from '../queries/filing-start.ts'

/** Drafts that one account may have lying open; nobody has so many matters at once. An address is had more easily. */
const openDrafts = { account: 20, guest: 5 }

const begun = z.object({ id: z.uuid() })

/**
 * Bắt đầu lập hồ sơ trực tuyến. The page makes the id, so that a second sending begins nothing more; who files comes from the
 * page's sign-in, so that this has no door. Fails with wrong_state where the channel is closed, not_allowed for guests.
 */
export const beginDraft = defineCommand({
  name: 'filing.begin',
  title: 'Bắt đầu lập hồ sơ trực tuyến',
  audience: 'public',
  limit: { kind: 'filing', subject: ({ procedureId }) => procedureId },
  locate: officeOfProcedure,
  input: z.strictObject({
    id: z.uuid(),
    procedureId: z.uuid(),
    caseCode: z.string().trim().max(80).default(''),
    accountId: z.uuid(),
    filer: filerSchema,
  }),
  output: begun,
  async run(tx, actor, { id, procedureId, caseCode, accountId, filer }) {
    const { settings, obstacle } = await filingOf(tx.db, actor.officeId, { procedureId, now: tx.now })
    if (obstacle) throw new AppError('wrong_state', { detail: obstacleWords[obstacle] })
    if (filer.level === 'contact' && !settings.guests) {
      throw new AppError('not_allowed', {
        detail: 'Đơn vị chỉ nhận hồ sơ của người đăng nhập bằng tài khoản định danh. Hãy đăng nhập lại.',
      })
    }
    const procedure = await inForce(tx, actor, procedureId)
    const most = filer.level === 'contact' ? openDrafts.guest : openDrafts.account
    await requireFewOpen(tx, actor, { accountId, most })
    const owner = { source: 'own', accountId, officerId: null } as const
    return startDraft(tx, actor, { id, procedure, caseCode, filer, owner })
  },
})

/** Hỗ trợ công dân nộp hồ sơ tại quầy: the officer fills in the same steps, for whoever sits beside them. */
export const beginAssistedDraft = defineCommand({
  name: 'filing.beginAssisted',
  title: 'Hỗ trợ công dân lập hồ sơ trực tuyến tại quầy',
  audience: ['counter'],
  door: { method: 'POST', path: '/filing/assisted-drafts', status: 201 },
  input: z.strictObject({
    id: z.uuid(),
    procedureId: z.uuid('Hãy chọn thủ tục.'),
    caseCode: z.string().trim().max(80).default(''),
  }),
  output: begun,
  example: { id: exampleDraftId, procedureId: demoSlowProcedureId },
  async run(tx, actor, { id, procedureId, caseCode }) {
    const procedure = await inForce(tx, actor, procedureId)
    requireReception(actor, procedure.fieldCode)
    const filer: Filer = { level: 'desk', name: '', personalId: '', email: '', phone: '' }
    const owner = { source: 'assisted', accountId: null, officerId: actor.id } as const
    return startDraft(tx, actor, { id, procedure, caseCode, filer, owner })
  },
})

const obstacleWords: Record<NotFiledHere, string> = {
  closed:
    'Đơn vị hiện không nhận hồ sơ trên trang này. Hãy nộp trên Cổng Dịch vụ công quốc gia hoặc tại bộ phận một cửa.',
  not_offered:
    'Thủ tục này chưa nhận trực tuyến tại đơn vị. Hãy nộp trên Cổng Dịch vụ công quốc gia hoặc tại bộ phận một cửa.',
  not_received: 'Thủ tục này không tiếp nhận tại đơn vị. Hãy hỏi bộ phận một cửa nơi cần đến.',
}

interface Beginning {
  id: string
  procedure: ProcedureForIntake
  caseCode: string
  filer: Filer
  owner: { source: 'own' | 'assisted'; accountId: string | null; officerId: string | null }
}

async function startDraft(tx: Tx, actor: Actor, { id, procedure, caseCode, filer, owner }: Beginning) {
  const chosen = caseOf(procedure, caseCode || undefined)
  const { name, personalId, email, phone } = filer
  const inserted = await tx.db
    .insertInto('filing_drafts')
    .values({
      office_id: actor.officeId,
      id,
      source: owner.source,
      account_id: owner.accountId,
      officer_id: owner.officerId,
      procedure_id: procedure.procedureId,
      procedure_version: procedure.version,
      case_code: chosen.code,
      identity: JSON.stringify(filer),
      applicant: JSON.stringify({ name, personalId, email, phone }),
      submitter: JSON.stringify({ name, personalId, phone }),
      created_at: tx.now,
      changed_at: tx.now,
      expires_on: addDays(localDate(tx.now), keepDays),
    })
    .onConflict((conflict) => conflict.columns(['office_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) await requireOwn(tx, actor, { id, procedureId: procedure.procedureId, owner })
  return {
    output: { id },
    // Who files, and what, is the citizen's own and stands in no log.
    audit: [
      {
        subjectType: 'filing_draft',
        subjectId: id,
        facts: { procedure: procedure.code, source: owner.source, repeated: inserted === undefined },
      },
    ] as const,
  }
}

/** A second sending of the same page meets its own draft; somebody else's id stays theirs. */
async function requireOwn(
  tx: Tx,
  actor: Actor,
  { id, procedureId, owner }: { id: string; procedureId: string; owner: Beginning['owner'] },
): Promise<void> {
  const found = await tx.db
    .selectFrom('filing_drafts')
    .select(['account_id', 'officer_id', 'procedure_id'])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .executeTakeFirst()
  const isOwn = found?.account_id === owner.accountId && found?.officer_id === owner.officerId
  if (!isOwn || found?.procedure_id !== procedureId) throw new AppError('conflict')
}

async function inForce(tx: Tx, actor: Actor, procedureId: string): Promise<ProcedureForIntake> {
  const wanted = { procedureId, onDate: localDate(tx.now) }
  const procedure = await procedureForIntake(tx.db, actor.officeId, wanted)
  if (procedure) return procedure
  throw new AppError('invalid_input', {
    fields: { procedureId: 'Thủ tục này không còn hiệu lực. Hãy chọn lại.' },
  })
}

async function requireFewOpen(
  tx: Tx,
  actor: Actor,
  { accountId, most }: { accountId: string; most: number },
): Promise<void> {
  const counted = await sql<{ n: number }>`select count(*)::int as n from filing_drafts
    where office_id = ${actor.officeId}::uuid and account_id = ${accountId}::uuid and state = 'open'`.execute(
    tx.db,
  )
  if ((counted.rows[0]?.n ?? 0) < most) return
  throw new AppError('too_many_requests', {
    detail: `Bạn đang có ${most} hồ sơ lập dở. Hãy nộp hoặc xóa bớt rồi lập hồ sơ mới.`,
  })
}
