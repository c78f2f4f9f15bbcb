import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { fileOnline } from '../../dossiers/commands/file-online.ts'
import { spokenCode } from '../../dossiers/model/declaration-code.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { needsQuestion } from '../model/challenge.ts'
import { composeFiling } from '../model/compose-filing.ts'
import type { Draft } from '../model/draft.ts'
import { type Asked, type DraftProblems, draftProblems, isComplete } from '../model/draft-problems.ts'
import { officeOfDraft, procedureOfDraft } from '../queries/draft-rows.ts'
import { secondsSince } from '../queries/filing-draft.ts'
import { type FilingRate, filingRate } from '../queries/filing-rate.ts'
import { filingOf } from '../queries/filing-start.ts'
import { openDraft } from './open-draft.ts'

/** Filings of one account, and from one address, within a day: a household and a helpful neighbour stay below. */
const perAccount = 20
const perAddress = 60

const filed = z.object({
  /** `asked`: a question has to be answered first, or was answered wrongly; nothing was filed. */
  outcome: z.enum(['filed', 'asked']),
  id: z.uuid(),
  reference: z.string().nullable(),
  dossierId: z.uuid().nullable(),
})

/**
 * Nộp hồ sơ trực tuyến: a complete draft becomes a dossier in state 1. Sent twice it is one filing, with one answer. Fails
 * with invalid_input naming what is missing, wrong_state once the channel is closed, too_many_requests.
 */
export const fileDraft = defineCommand({
  name: 'filing.file',
  title: 'Nộp hồ sơ trực tuyến',
  audience: 'public',
  limit: { kind: 'filing', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: z.strictObject({
    id: z.uuid(),
    accountId: z.uuid().nullable(),
    /** Keyed hash of the network address. */
    from: z.string().max(64),
    /** Whether the question of this round was answered rightly; null where none was answered. */
    answered: z.boolean().nullable(),
    /** A box that people do not see: whoever fills it in is a program. */
    leftEmpty: z.string().max(2000),
  }),
  output: filed,
  async run(tx, actor, { id, accountId, from, answered, leftEmpty }) {
    const draft = await openDraft(tx, actor, { id, accountId })
    if (draft.state === 'filed') return repeated(draft)
    if (leftEmpty !== '') {
      throw new AppError('invalid_input', {
        detail: 'Có ô phải để trống mà đã điền. Hãy tải lại trang rồi nộp.',
      })
    }
    const { problems, ...ready } = await prepare(tx, actor, draft)
    if (!isComplete(problems)) throw incomplete(problems)
    const rate = await filingRate(tx.db, actor.officeId, { from, accountId: draft.accountId, now: tx.now })
    requireModerate(draft, rate)
    const circumstances = { ...rate, source: draft.source, secondsSinceBegun: secondsSince(draft, tx.now) }
    if (answered !== true && needsQuestion(circumstances)) return askAnother(tx, actor, draft)
    return becomeDossier(tx, actor, { draft, from, ...ready })
  },
})

/** Who sends the same form again hears the same. */
function repeated(draft: Draft) {
  const { id, reference, dossierId } = draft
  return {
    output: { outcome: 'filed' as const, id, reference, dossierId },
    audit: [{ subjectType: 'filing_draft', subjectId: id, facts: { repeated: true } }] as const,
  }
}

function requireModerate(draft: Draft, rate: FilingRate): void {
  if (draft.source === 'assisted') return
  if (rate.byAccount < perAccount && rate.fromAddress < perAddress) return
  throw new AppError('too_many_requests', {
    detail:
      'Hôm nay đã nộp quá nhiều hồ sơ từ tài khoản hoặc mạng này. Hồ sơ đang lập vẫn được giữ; hãy nộp vào ngày mai, hoặc đến bộ phận một cửa.',
  })
}

/** The next question is another one: an answer that did not fit cannot be tried again. */
async function askAnother(tx: Tx, actor: Actor, draft: Draft) {
  await tx.db
    .updateTable('filing_drafts')
    .set({ questions_asked: draft.questionsAsked + 1 })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', draft.id)
    .execute()
  return {
    output: { outcome: 'asked' as const, id: draft.id, reference: null, dossierId: null },
    audit: [
      { subjectType: 'filing_draft', subjectId: draft.id, facts: { asked: draft.questionsAsked + 1 } },
    ] as const,
  }
}

/** What the procedure asks today, and whether the draft has it all. */
async function prepare(tx: Tx, actor: Actor, draft: Draft) {
  const { procedure, chosen } = await procedureOfDraft(tx, actor.officeId, draft)
  if (draft.source === 'own') await requireOpenChannel(tx, actor, draft)
  const asked: Asked = { form: procedure.form, components: chosen.components }
  return { asked, caseCode: chosen.code, problems: draftProblems(draft, asked) }
}

function incomplete(problems: DraftProblems): AppError {
  return new AppError('invalid_input', {
    detail: 'Hồ sơ còn chỗ chưa đủ hoặc chưa đúng. Hãy sửa các mục được nêu rồi nộp lại.',
    fields: Object.assign({}, ...Object.values(problems)),
  })
}

interface Ready {
  draft: Draft
  from: string
  asked: Asked
  caseCode: string
}

async function becomeDossier(tx: Tx, actor: Actor, { draft, from, asked, caseCode }: Ready) {
  const reference = spokenCode('NT', draft.id)
  const filing = composeFiling(draft, asked, {
    dossierId: uuid(),
    reference,
    filedAt: tx.now,
    caseCode,
  })
  const outcome = await fileOnline(tx, actor, filing)
  await markFiled(tx, actor, { draft, from, reference, dossierId: outcome.id })
  return {
    output: { outcome: 'filed' as const, id: draft.id, reference, dossierId: outcome.id },
    audit: [
      {
        subjectType: 'filing_draft',
        subjectId: draft.id,
        facts: { reference, dossierId: outcome.id, source: draft.source },
      },
      ...outcome.audit,
    ] as const,
    news: outcome.news,
  }
}

/** The channel may have closed while the draft was filled in. */
async function requireOpenChannel(tx: Tx, actor: Actor, { procedureId }: Draft): Promise<void> {
  const { obstacle } = await filingOf(tx.db, actor.officeId, { procedureId, now: tx.now })
  if (!obstacle) return
  throw new AppError('wrong_state', {
    detail:
      'Đơn vị vừa ngừng nhận hồ sơ này trên trang này. Hồ sơ đang lập vẫn được giữ; hãy nộp trên Cổng Dịch vụ công quốc gia hoặc tại bộ phận một cửa.',
  })
}

const nobody = { name: '', personalId: '', email: '', phone: '' }

/** What was declared is in the dossier now and no longer here. */
async function markFiled(
  tx: Tx,
  actor: Actor,
  as: { draft: Draft; from: string; reference: string; dossierId: string },
): Promise<void> {
  await tx.db
    .updateTable('filing_drafts')
    .set({
      state: 'filed',
      reference: as.reference,
      dossier_id: as.dossierId,
      filed_at: tx.now,
      filed_from: as.draft.source === 'own' && as.from !== '' ? as.from : null,
      changed_at: tx.now,
      reached: 5,
      // How surely they are known stays, for it says who may open the page; who they are is in the dossier.
      identity: JSON.stringify({ ...nobody, level: as.draft.identity.level }),
      applicant: '{}',
      submitter: '{}',
      answers: '{}',
      content: '',
      return_address: '',
    })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', as.draft.id)
    .execute()
}
