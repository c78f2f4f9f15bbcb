import { v7 as uuid } from 'uuid'
import { localDate } from '../../calendar/model/local-time.ts'
import { fileOnline } from '../../dossiers/commands/file-online.ts'
import { supplementOnline } from '../../dossiers/commands/send-online.ts'
import { caseOf } from '../../dossiers/model/reception.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { procedureForIntake } from '../../procedures/queries.ts'
import { filingOf, papersAgainstList } from '../model/arrivals.ts'
import {
  type FiledDossier,
  filedDossier,
  filedPayment,
  filedSupplement,
  lookedUp,
} from '../model/portal-answers.ts'
import { readPortalMoment } from '../model/portal-mapping.ts'
import { dossierOfCode } from '../queries/dossier-of-code.ts'
import { isCodeTaken } from './keep-issued-codes.ts'
import type { ReadyArrival, TakenIn } from './take-in.ts'
import { keepPayment, requireFiledOnline } from './take-in-later.ts'
import { cannotRead, readBody } from './unreadable.ts'

/** Hồ sơ mới: a dossier in state 1 (Mới đăng ký). The portal's code is its reference, and its code once accepted. */
export async function takeInFiling(tx: Tx, actor: Actor, { body, files }: ReadyArrival): Promise<TakenIn> {
  const filed = readBody(filedDossier, body)
  const { procedureId, components } = await procedureOf(tx, actor, filed)
  if (!readPortalMoment(filed.NgayNop)) throw cannotRead()
  const papers = papersAgainstList(filed.TaiLieuNop, components, files)
  const filing = filingOf(filed, { id: uuid(), procedureId, components: papers })
  // A code that a dossier of ours bears already stays the reference alone; acceptance gives one of our own.
  const isTaken = await isCodeTaken(tx, actor.officeId, filed.MaHoSo)
  const outcome = await fileOnline(tx, actor, isTaken ? { ...filing, givenCode: null } : filing)
  await tx.db
    .insertInto('portal_dossiers')
    .values({
      office_id: actor.officeId,
      dossier_id: outcome.id,
      portal_code: filed.MaHoSo,
      origin: 'portal',
      known_at: tx.now,
      status_there: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const reason = outcome.repeated ? 'Hồ sơ này đã nhận trước đây.' : ''
  return { dossierId: outcome.id, state: 'done', reason, audit: outcome.audit, news: outcome.news }
}

/** Lấy lại hồ sơ: fetched whole because the news of it was lost, with what was paid since. */
export async function takeInLookup(tx: Tx, actor: Actor, arrival: ReadyArrival): Promise<TakenIn> {
  const { HoSo, ThanhToan } = readBody(lookedUp, arrival.body)
  if (HoSo === null || HoSo === undefined)
    throw new AppError('invalid_input', {
      detail:
        'Cổng không giữ bản công dân nộp của hồ sơ này. Hãy hỏi bộ phận hỗ trợ của Cổng hồ sơ do đơn vị nào lập.',
    })
  const taken = await takeInFiling(tx, actor, { ...arrival, body: HoSo as Record<string, unknown> })
  const payments = ThanhToan.map((each) => readBody(filedPayment, each))
  const kept = []
  for (const payment of payments)
    kept.push(await keepPayment(tx, actor, { dossierId: taken.dossierId, payment }))
  return { ...taken, audit: [...taken.audit, ...kept.flat()] }
}

/** Bổ sung: papers and answers sent after the office asked for more. */
export async function takeInSupplement(
  tx: Tx,
  actor: Actor,
  { portalCode, body, files }: ReadyArrival,
): Promise<TakenIn> {
  const filed = readBody(filedSupplement, body)
  const filedAt = readPortalMoment(filed.ThoiDiem)
  if (!filedAt) throw cannotRead()
  const dossierId = await dossierOfCode(tx.db, actor.officeId, portalCode)
  await requireFiledOnline(tx, actor, dossierId)
  const problems = files.map(({ problem }) => problem).filter(Boolean)
  const papers = filed.TaiLieuNop.map((paper) => ({
    name: paper.TenGiayTo,
    fileIds: paper.TepDinhKem.flatMap(
      ({ MaTep }) => files.find((file) => file.portalFile === MaTep)?.fileId ?? [],
    ),
  }))
  const note = [filed.NoiDung, ...problems].filter(Boolean).join(' ').slice(0, 1000)
  const outcome = await supplementOnline(tx, actor, {
    dossierId,
    note,
    filedAt,
    declaration: filed.ToKhai,
    papers,
  })
  return { dossierId, state: 'done', reason: '', audit: outcome.audit, news: outcome.news }
}

/** The procedure by its national code, as it stands today. Fails with invalid_input where the office has none. */
async function procedureOf(tx: Tx, actor: Actor, { MaTTHC }: FiledDossier) {
  const found = await tx.db
    .selectFrom('procedures')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('code', '=', MaTTHC)
    .executeTakeFirst()
  const procedure =
    found &&
    (await procedureForIntake(tx.db, actor.officeId, { procedureId: found.id, onDate: localDate(tx.now) }))
  if (!procedure)
    throw new AppError('invalid_input', {
      detail: `Đơn vị không có thủ tục mã ${MaTTHC} đang áp dụng. Hãy nhập thủ tục ở trang Thủ tục rồi bấm Làm lại.`,
    })
  return { procedureId: found.id, components: caseOf(procedure, undefined).components }
}
