import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { knownFacts } from '../../dossiers/model/known-facts.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { initialAnswers } from '../../procedures/model/declaration-answers.ts'
import type { FormDefinition } from '../../procedures/model/form.ts'
import { feeSummary, timeLimitText } from '../../procedures/model/summaries.ts'
import type { Component } from '../../procedures/model.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { needsQuestion } from '../model/challenge.ts'
import type { Draft } from '../model/draft.ts'
import { type DraftProblems, draftProblems } from '../model/draft-problems.ts'
import { requireDraftOwner } from '../policy.ts'
import { loadDraft, officeOfDraft, procedureOfDraft, unsentSupplement } from './draft-rows.ts'
import { askedOfCitizen, type FiledDossier, filedDossier } from './filed-dossier.ts'
import { filingRate } from './filing-rate.ts'
import { filingSettings } from './filing-settings.ts'

const own = z.strictObject({ id: z.uuid(), accountId: z.uuid().nullable() })

/** A draft as its pages show it. */
export interface DraftView {
  draft: Draft
  procedure: {
    id: string
    key: string
    name: string
    caseName: string
    components: readonly Component[]
    form: FormDefinition | null
    feeSummary: string
    timeLimitText: string
    result: string
  }
  office: { name: string; receptionName: string; address: string }
  problems: DraftProblems
  fileMegabytes: number
  filesEach: number
}

const shown = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null)

/** A draft that is being filled in, for whoever it belongs to: what is typed, what is asked, what is still wrong. */
export const filingDraft = defineQuery({
  name: 'filing.draft',
  title: 'Xem hồ sơ trực tuyến đang lập',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: own,
  output: shown<DraftView>(),
  async run(reader, actor, { id, accountId }) {
    const { officeId } = actor
    const stored = await loadDraft(reader.db, officeId, { id })
    requireDraftOwner(stored, { actor, accountId })
    if (stored.state === 'filed') throw new AppError('wrong_state', { detail: 'Hồ sơ này đã nộp.' })
    const [{ procedure, chosen }, settings, office] = await Promise.all([
      procedureOfDraft(reader, officeId, stored),
      filingSettings(reader.db, officeId),
      officeFacts(reader.db, officeId),
    ])
    const { form } = procedure
    const draft = withKnownAnswers(stored, form, { today: localDate(reader.now), officeName: office.name })
    const { components } = chosen
    return {
      draft,
      procedure: {
        id: procedure.procedureId,
        key: procedure.code ?? '',
        name: procedure.name,
        caseName: procedure.cases.length > 1 ? chosen.name : '',
        components,
        form,
        feeSummary: feeSummary(procedure.fees),
        timeLimitText: timeLimitText(procedure.timeLimit),
        result: procedure.result,
      },
      office: { name: office.name, receptionName: office.receptionName, address: office.address },
      problems: draftProblems(draft, { form, components }),
      fileMegabytes: settings.fileMegabytes,
      filesEach: settings.filesEach,
    }
  },
})

/** Nothing declared yet: the form begins with what is known already, so that it is not asked twice. */
function withKnownAnswers(
  draft: Draft,
  form: FormDefinition | null,
  desk: { today: string; officeName: string },
): Draft {
  if (!form || draft.reached > 2 || Object.keys(draft.answers).length > 0) return draft
  const submitter = draft.forSelf ? null : draft.submitter
  return {
    ...draft,
    answers: initialAnswers(form, knownFacts({ applicant: draft.applicant, submitter }, desk)),
  }
}

/** Whether a question has to be answered before this draft is filed from this address. */
export const questionBefore = defineQuery({
  name: 'filing.questionBefore',
  title: 'Xem có cần trả lời câu hỏi trước khi nộp hay không',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: own.extend({ from: z.string().max(64) }),
  output: z.object({ isNeeded: z.boolean(), round: z.int() }),
  async run({ db, now }, actor, { id, accountId, from }) {
    const draft = await loadDraft(db, actor.officeId, { id })
    requireDraftOwner(draft, { actor, accountId })
    const rate = await filingRate(db, actor.officeId, { from, accountId: draft.accountId, now })
    return {
      isNeeded: needsQuestion({ ...rate, source: draft.source, secondsSinceBegun: secondsSince(draft, now) }),
      round: draft.questionsAsked,
    }
  },
})

export const secondsSince = ({ createdAt }: Pick<Draft, 'createdAt'>, now: Date): number =>
  (now.getTime() - createdAt.getTime()) / 1000

/** A filed draft as its page shows it. */
export interface FiledView {
  draft: Draft
  dossier: FiledDossier
  asked: { items: string[]; reason: string; at: Date } | null
  /** Papers lying here that have not been sent yet. */
  unsent: Draft['papers']
  office: { name: string; receptionName: string; address: string; phone: string }
  fileMegabytes: number
}

/** A filed draft, for whoever it belongs to: where its dossier stands and what the office asks for. Fails with not_found. */
export const filedDraft = defineQuery({
  name: 'filing.filed',
  title: 'Xem hồ sơ trực tuyến đã nộp',
  audience: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  locate: officeOfDraft,
  input: own,
  output: shown<FiledView>(),
  async run({ db }, actor, { id, accountId }) {
    const { officeId } = actor
    const draft = await loadDraft(db, officeId, { id })
    requireDraftOwner(draft, { actor, accountId })
    const dossier = draft.dossierId ? await filedDossier(db, officeId, draft.dossierId) : null
    if (!dossier) throw new AppError('not_found', { detail: 'Hồ sơ này chưa nộp. Hãy lập tiếp rồi nộp.' })
    const [asked, settings, office] = await Promise.all([
      askedOfCitizen(db, officeId, draft.dossierId),
      filingSettings(db, officeId),
      officeFacts(db, officeId),
    ])
    const { name, receptionName, address, phone } = office
    return {
      draft,
      dossier,
      asked,
      unsent: unsentSupplement(draft),
      office: { name, receptionName, address, phone },
      fileMegabytes: settings.fileMegabytes,
    }
  },
})
