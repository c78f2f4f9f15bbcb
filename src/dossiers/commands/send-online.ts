import { sql } from 'kysely'
import { AppError } from '../../platform/errors.ts'
import type { Actor, News, Tx } from '../../platform/operations.ts'
import type { OnlineOutcome, OnlineSupplement } from '../model/online-filing.ts'
import { statusName } from '../model/status.ts'
import { answerTimeOf } from './answer-online.ts'
import { attachFiles } from './attach-files.ts'
import { changeDossier } from './change-dossier.ts'
import { type OpenFiling, openFiling } from './open-filing.ts'

/**
 * Bổ sung trực tuyến: papers that a citizen sends after being asked (state 5), before or after acceptance. The state stays
 * until an officer has looked: before acceptance by accepting, afterwards by “Nhận giấy tờ bổ sung”. A supplement with
 * nothing new while the last one waits changes nothing. Fails with wrong_state where nothing was asked.
 */
export async function supplementOnline(
  tx: Tx,
  actor: Actor,
  supplement: OnlineSupplement,
): Promise<OnlineOutcome> {
  const filing = await openFiling(tx, actor, { id: supplement.dossierId, revision: 'latest' })
  const { dossier } = filing
  const fileIds = supplement.papers.flatMap((paper) => paper.fileIds)
  if (filing.waitsFor === 'supplement' && (await areAttached(tx, actor, { dossierId: dossier.id, fileIds })))
    return unchanged(filing)
  if (dossier.status !== 5) throw notNow('bổ sung', dossier.status)
  await sql`insert into dossier_components (office_id, dossier_id, ordinal, name, kind, required, provided, originals, copies, note)
    select ${actor.officeId}::uuid, ${dossier.id}::uuid, base.last + p.n, p.name, 'supplement', false, true, 0, 1, 'Bổ sung trực tuyến'
    from (select coalesce(max(ordinal), -1) as last from dossier_components
          where office_id = ${actor.officeId}::uuid and dossier_id = ${dossier.id}::uuid) base,
      rows from (jsonb_to_recordset(${JSON.stringify(supplement.papers)}::jsonb) as (name text)) with ordinality as p (name, n)`.execute(
    tx.db,
  )
  await attachFiles(tx, actor, { dossierId: dossier.id, fileIds, purpose: 'supplement' })
  const answerBy = await waitFor(tx, actor, { filing, waitsFor: 'supplement', since: supplement.filedAt })
  const declaration =
    supplement.declaration && dossier.code === null
      ? { declaration: JSON.stringify(supplement.declaration) }
      : {}
  const changed = await changeDossier(tx, actor, {
    dossier,
    set: declaration,
    event: {
      kind: 'supplement_filed',
      publicText: 'Công dân đã gửi giấy tờ bổ sung qua mạng, chờ kiểm tra.',
      note: supplement.note,
      facts: { papers: supplement.papers.map(({ name }) => name) },
    },
  })
  return handedOn(dossier.id, answerBy, changed)
}

/**
 * Rút hồ sơ trực tuyến: a citizen asks to withdraw (→ 7); an officer agrees (→ 8) or goes on. Possible until the result is
 * there. Asked again while it waits, nothing changes.
 */
export async function withdrawOnline(
  tx: Tx,
  actor: Actor,
  { dossierId, reason, at = tx.now }: { dossierId: string; reason: string; at?: Date },
): Promise<OnlineOutcome> {
  const filing = await openFiling(tx, actor, { id: dossierId, revision: 'latest' })
  const { dossier } = filing
  if (dossier.status === 7) return unchanged(filing)
  if (![1, 2, 4, 5, 6].includes(dossier.status)) throw notNow('rút', dossier.status)
  const answerBy = await waitFor(tx, actor, { filing, waitsFor: 'withdrawal', since: at })
  const changed = await changeDossier(tx, actor, {
    dossier,
    set: { status: 7, status_before_withdrawal: dossier.status },
    event: { kind: 'withdrawal_asked', publicText: 'Công dân đề nghị rút hồ sơ.', note: reason },
  })
  return handedOn(dossier.id, answerBy, changed)
}

interface Waiting {
  filing: OpenFiling
  waitsFor: 'supplement' | 'withdrawal'
  since: Date
}

/** Something new waits for the office, with a time of its own to answer. */
async function waitFor(tx: Tx, actor: Actor, { filing, waitsFor, since }: Waiting): Promise<Date> {
  const answerBy = await answerTimeOf(tx, actor, since)
  const accepted = filing.dossier.code !== null
  await tx.db
    .updateTable('online_filings')
    .set({
      ...(accepted ? {} : { state: 'waiting' }),
      waits_for: waitsFor,
      waiting_since: since,
      answer_by: answerBy,
      answered_at: null,
      late_at: null,
    })
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', filing.dossier.id)
    .execute()
  return answerBy
}

async function areAttached(
  tx: Tx,
  actor: Actor,
  { dossierId, fileIds }: { dossierId: string; fileIds: readonly string[] },
): Promise<boolean> {
  if (fileIds.length === 0) return true
  const known = await tx.db
    .selectFrom('dossier_files')
    .select('file_id')
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossierId)
    .where('file_id', 'in', [...fileIds])
    .execute()
  return known.length === new Set(fileIds).size
}

function unchanged({ dossier, answerBy }: OpenFiling): OnlineOutcome {
  return { id: dossier.id, repeated: true, answerBy, audit: [], news: [] }
}

function handedOn(
  id: string,
  answerBy: Date,
  changed: Awaited<ReturnType<typeof changeDossier>>,
): OnlineOutcome {
  const news: News[] = [...(changed.news ?? [])]
  return { id, repeated: false, answerBy, audit: [...changed.audit], news }
}

function notNow(what: string, status: number): AppError {
  return new AppError('wrong_state', {
    detail: `Không thể ${what} khi hồ sơ ở trạng thái “${statusName(status)}”. Hãy tải lại trang để xem tình trạng hồ sơ.`,
  })
}
