import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery, type Reader } from '../../platform/operations.ts'
import { timeLimitText } from '../../procedures/model/summaries.ts'
import { commonCaseCode } from '../../procedures/model.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { roleName } from '../../staff/model.ts'
import { demoDossierId } from '../examples.ts'
import { digitisationFlags } from '../model/citizen-paper.ts'
import type { ReturnMethod } from '../model/collection.ts'
import { deadlineOf } from '../model/deadline.ts'
import { dossierRef, letterInput } from '../model/inputs.ts'
import { nextSteps } from '../model/next-steps.ts'
import { paperForms } from '../model/papers/forms.ts'
import { receptionWarnings } from '../model/reception.ts'
import { channels, statusName } from '../model/status.ts'
import { mayDigitise, requireReader } from '../policy.ts'
import {
  type PartsOf,
  selectComponents,
  selectDossier,
  selectEvents,
  selectFiles,
  selectHandovers,
  selectPapers,
  selectPauses,
  selectResult,
  selectSteps,
} from './dossier-parts.ts'
import { type DossierView, dossierView, type StepView } from './dossier-view.ts'
import { apologyView, extensionSituation, selectExtension } from './extension-facts.ts'
import { loadReckoning } from './reckoning.ts'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * One dossier whole, by code as people type it or by id, with what this actor may do next. All its parts come in one
 * round trip. Fails with not_found, or not_allowed for a field in which the actor has no duty.
 */
export const getDossier = defineQuery({
  name: 'dossiers.get',
  title: 'Xem hồ sơ',
  audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
  door: { method: 'GET', path: '/dossiers/{code}' },
  input: z.strictObject({ code: dossierRef }),
  output: dossierView,
  example: { code: demoDossierId('askWithdrawal') },
  async run(reader, actor, { code }) {
    const parts = await loadParts(reader, actor, code)
    if (!parts.dossier) {
      throw new AppError('not_found', { detail: 'Không có hồ sơ này. Hãy kiểm tra lại mã hồ sơ.' })
    }
    requireReader(actor, parts.dossier.field_code)
    return viewOf({ ...parts, dossier: parts.dossier }, actor)
  },
})

async function loadParts(reader: Reader, { officeId }: Actor, code: string) {
  const { db } = reader
  const dossierId = uuidPattern.test(code)
    ? sql<string>`${code}::uuid`
    : sql<string>`(select id from dossiers where office_id = ${officeId}::uuid and code = ${normaliseDossierCode(code)})`
  const of: PartsOf = { officeId, dossierId }
  const [dossier, steps, components, files, handovers, events, pauses, papers, result, reckoning, extension] =
    await Promise.all([
      selectDossier(db, { ...of, today: localDate(reader.now) }),
      selectSteps(db, of),
      selectComponents(db, of),
      selectFiles(db, of),
      selectHandovers(db, of),
      selectEvents(db, of),
      selectPauses(db, of),
      selectPapers(db, of),
      selectResult(db, of),
      loadReckoning(reader, officeId),
      selectExtension(reader, of),
    ])
  return {
    dossier,
    steps,
    components,
    files,
    handovers,
    events,
    pauses,
    papers,
    result,
    reckoning,
    extension,
  }
}

type Parts = Awaited<ReturnType<typeof loadParts>>
type Row = NonNullable<Parts['dossier']>
type Found = Omit<Parts, 'dossier'> & { dossier: Row }

function viewOf(parts: Found, actor: Actor): DossierView {
  const { dossier, files } = parts
  const facts = dossierFacts(parts)
  return {
    ...facts,
    steps: parts.steps.map((step) => stepView(parts, step)),
    components: parts.components.map((component) => ({
      ...component,
      files: files.filter((file) => file.component === component.ordinal && file.purpose === 'component'),
      digitisation: digitisationFlags(component),
    })),
    otherFiles: files.filter((file) => file.component === null),
    handovers: parts.handovers,
    events: parts.events,
    pauses: parts.pauses,
    papers: parts.papers.map((paper) => ({ ...paper, title: paperTitle(paper) })),
    result: resultView(parts),
    apology: apologyView(parts.extension, { ...parts, dossier, now: parts.reckoning.now }),
    actions: nextSteps(
      {
        status: dossier.status,
        fieldCode: dossier.field_code,
        step: dossier.step,
        steps: parts.steps,
        holderId: dossier.holder_id,
        holderAway: dossier.holder_away,
        supplementCount: dossier.supplement_count,
        result: parts.result?.state ?? 'none',
        extension: extensionSituation(parts.extension.facts),
        undelivered: facts.undelivered,
      },
      actor,
    ),
    mayDigitise: dossier.personal_id !== '' && mayDigitise(actor, facts),
    warnings: receptionWarnings(facts),
  }
}

function dossierFacts({ dossier, reckoning }: Found) {
  const deadline = deadlineOf(reckoning, {
    status: dossier.status,
    dueAt: dossier.due_at,
    pausedSince: dossier.paused_since,
    finishedAt: dossier.finished_at,
  })
  const limit = {
    amount: dossier.time_limit_amount,
    unit: dossier.time_limit_unit as 'same_day' | 'hour' | 'working_day' | 'day',
  }
  return {
    id: dossier.id,
    code: dossier.code,
    revision: dossier.revision,
    status: dossier.status,
    statusName: statusName(dossier.status),
    procedureId: dossier.procedure_id,
    procedureCode: dossier.procedure_code,
    procedureName: dossier.procedure_name,
    caseName: dossier.case_code === commonCaseCode ? '' : dossier.case_name,
    agencies: agenciesView(dossier.agencies),
    fieldCode: dossier.field_code,
    fieldName: dossier.field_name,
    channelName: channels[dossier.channel as keyof typeof channels] ?? '',
    ...personsOf(dossier),
    content: dossier.content,
    setCount: dossier.set_count,
    hasDeclaration: dossier.declaration !== null,
    returnPlace: dossier.return_place,
    returnMethod: dossier.return_method as ReturnMethod,
    returnAddress: dossier.return_address,
    returnedHow: dossier.returned_how as ReturnMethod | null,
    undelivered: dossier.undelivered_since !== null,
    receivedAt: dossier.received_at,
    timeLimit: timeLimitText(limit),
    originalDueAt: dossier.original_due_at,
    dueAt: dossier.due_at,
    urgency: deadline.urgency,
    timeLeft: deadline.words,
    pausedSince: dossier.paused_since,
    supplementCount: dossier.supplement_count,
    finishedAt: dossier.finished_at,
    step: dossier.step,
  }
}

/** Null for a dossier from before they were kept. */
function agenciesView(kept: unknown): DossierView['agencies'] {
  const parsed = dossierView.shape.agencies.safeParse(kept)
  return parsed.success ? parsed.data : null
}

function personsOf(dossier: Row) {
  return {
    applicant: {
      kind: dossier.applicant_kind as 'citizen' | 'business' | 'organisation',
      name: dossier.applicant_name,
      personalId: dossier.personal_id,
      birthDate: dossier.birth_date,
      sex: dossier.sex as 'male' | 'female' | null,
      address: dossier.address,
      phone: dossier.phone,
      email: dossier.email,
    },
    submitter: dossier.submitter_name
      ? {
          name: dossier.submitter_name,
          personalId: dossier.submitter_personal_id,
          phone: dossier.submitter_phone,
        }
      : null,
    receivedBy: dossier.receiver_name ?? '',
    holder: dossier.holder_id
      ? { id: dossier.holder_id, name: dossier.holder_name ?? '', post: dossier.holder_post ?? '' }
      : null,
    returned: dossier.returned_at
      ? {
          at: dossier.returned_at,
          by: dossier.returner_name ?? '',
          name: dossier.collector_name ?? '',
          personalId: dossier.collector_personal_id ?? '',
          note: dossier.collector_note ?? '',
        }
      : null,
  }
}

function stepView({ dossier, handovers }: Found, step: Parts['steps'][number]): StepView {
  const isOver = dossier.status === 10 || step.ordinal < dossier.step
  const state = isOver ? 'done' : step.ordinal === dossier.step ? 'current' : 'next'
  const left = handovers.findLast(
    (handover) => handover.fromStep === step.ordinal && handover.toStep > step.ordinal,
  )
  const isReturn = dossier.status === 10 && step.ordinal === dossier.step
  return {
    ...step,
    roleName: roleName(step.role),
    state,
    doneAt: state !== 'done' ? null : isReturn ? dossier.returned_at : (left?.handedAt ?? null),
    doneBy: state !== 'done' ? '' : isReturn ? (dossier.returner_name ?? '') : (left?.fromLabel ?? ''),
  }
}

function resultView({ result, files }: Found): DossierView['result'] {
  if (!result) return null
  const { fileId, letter, ...rest } = result
  const parsed = letterInput.safeParse(letter)
  return {
    ...rest,
    file: files.find((file) => file.id === fileId) ?? null,
    letter: parsed.success ? parsed.data : null,
  }
}

function paperTitle(paper: { form: string; edition: string }): string {
  const forms = paperForms.filter((form) => form.kind === paper.form)
  const title = (forms.find((form) => form.edition === paper.edition) ?? forms.at(-1))?.title ?? paper.form
  return title.slice(0, 1) + title.slice(1).toLowerCase()
}
