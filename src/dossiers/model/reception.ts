import type { z } from 'zod'
import type { DueTrace } from '../../calendar/model/due-date.ts'
import type { WorkingCalendar } from '../../calendar/model/working-calendar.ts'
import { addWorkingMinutes, workingMinutesBetween } from '../../calendar/model/working-time.ts'
import { AppError } from '../../platform/errors.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { checkPersonalId } from '../../procedures/model/personal-id.ts'
import { checkPhone } from '../../procedures/model/phone.ts'
import type { ProcedureCase } from '../../procedures/model.ts'
import { mustBeScanned } from './citizen-paper.ts'
import type { receiveInput } from './inputs.ts'

type Reception = z.output<typeof receiveInput>

export interface AskedComponent {
  name: string
  kind: string
  required: boolean
  paperCode?: string | undefined
  mustScan?: boolean | undefined
}

/** A paper the office already has, taken instead of one handed in. */
export interface Reuse {
  from: 'store' | 'dossier'
  citizenPaperId: string | null
  dossierId: string
  fileIds: readonly string[]
  words: string
}

/**
 * The case (trường hợp) with this code; the first one where none is named. Fails with invalid_input when the procedure
 * has no such case.
 */
export function caseOf(
  procedure: { cases: readonly ProcedureCase[] },
  code: string | undefined,
): ProcedureCase {
  const found = code ? procedure.cases.find((each) => each.code === code) : procedure.cases[0]
  if (found) return found
  throw new AppError('invalid_input', {
    fields: { caseCode: 'Thủ tục này không có trường hợp đó. Hãy chọn lại trường hợp.' },
  })
}

export interface FiledComponent {
  ordinal: number
  name: string
  kind: string
  required: boolean
  paperCode: string
  provided: boolean
  originals: number
  copies: number
  note: string
  mustScan: boolean
  reuse: 'store' | 'dossier' | null
  citizenPaperId: string | null
  reusedDossierId: string | null
}

/**
 * The papers handed in or already on file, set against the procedure's list; papers beyond it are kept as the citizen's own.
 * Fails with invalid_input naming each required paper that is missing.
 */
export function fileComponents(
  asked: readonly AskedComponent[],
  given: Reception['components'],
  reused: ReadonlyMap<number, Reuse> = new Map(),
): FiledComponent[] {
  const byOrdinal = new Map(given.map((component) => [component.ordinal, component]))
  const fields: Record<string, string> = {}
  const filed = asked.map((component, ordinal) => {
    const handed = byOrdinal.get(ordinal)
    const reuse = reused.get(ordinal)
    const index = given.findIndex((each) => each.ordinal === ordinal)
    if (component.required && !handed?.provided && !reuse) {
      fields[`components.${index < 0 ? ordinal : index}.provided`] =
        `Thiếu giấy tờ bắt buộc: ${component.name}.`
    }
    return {
      ordinal,
      name: component.name,
      kind: component.kind,
      required: component.required,
      paperCode: component.paperCode ?? '',
      provided: (handed?.provided ?? false) || reuse !== undefined,
      originals: reuse ? 0 : (handed?.originals ?? 0),
      copies: reuse ? 0 : (handed?.copies ?? 0),
      note: handed?.note || reuse?.words || '',
      mustScan: mustBeScanned(component),
      reuse: reuse?.from ?? null,
      citizenPaperId: reuse?.citizenPaperId ?? null,
      reusedDossierId: reuse?.dossierId ?? null,
    }
  })
  const extra = given
    .filter((component) => component.ordinal >= asked.length && component.provided && component.name)
    .map((component, index) => ({
      ordinal: asked.length + index,
      name: component.name ?? '',
      kind: 'other',
      required: false,
      paperCode: '',
      provided: true,
      originals: component.originals,
      copies: component.copies,
      note: component.note,
      mustScan: false,
      reuse: null,
      citizenPaperId: null,
      reusedDossierId: null,
    }))
  if (Object.keys(fields).length > 0) {
    throw new AppError('invalid_input', {
      fields,
      detail: 'Còn thiếu giấy tờ bắt buộc. Hãy nhận đủ, hoặc lập Phiếu yêu cầu bổ sung.',
    })
  }
  return [...filed, ...extra]
}

/**
 * When each step should be done: its minutes of working time after the one before, never later than the whole. A
 * same-day dossier has the rest of the day, however early it came: its steps share that time out among themselves.
 */
export function planSteps<Step extends { minutes: number }>(
  calendar: WorkingCalendar,
  trace: Pick<DueTrace, 'countedFrom' | 'dueAt' | 'limit'>,
  steps: readonly Step[],
): (Step & { dueAt: Date })[] {
  const { countedFrom, dueAt, limit } = trace
  const asked = steps.reduce((sum, step) => sum + step.minutes, 0)
  const given = limit.unit === 'same_day' ? workingMinutesBetween(calendar, countedFrom, dueAt) : asked
  const stretch = asked > 0 ? Math.max(1, given / asked) : 1
  let passed = 0
  return steps.map((step) => {
    passed += step.minutes
    const planned = addWorkingMinutes(calendar, countedFrom, Math.floor(passed * stretch))
    return { ...step, dueAt: new Date(Math.min(planned.getTime(), dueAt.getTime())) }
  })
}

/** What looks wrong about the person but does not forbid reception: the officer checks and decides. */
export function receptionWarnings(input: Pick<Reception, 'applicant'>): { field: string; message: string }[] {
  const { applicant } = input
  const remarks = [
    ...(applicant.kind === 'citizen'
      ? checkPersonalId(applicant.personalId, applicant.birthDate, applicant.sex)
      : []),
    ...checkPhone(applicant.phone).warnings,
  ]
  return remarks.map((remark) => ({ field: `applicant.${remark.field}`, message: remark.message }))
}

/** What a search finds the dossier by, besides its code: people, numbers and procedure, without diacritics. */
export function receptionSearchText(
  input: Pick<Reception, 'applicant' | 'submitter'>,
  procedureName: string,
): string {
  const { applicant, submitter } = input
  const { phone } = checkPhone(applicant.phone)
  return foldVietnamese(
    [applicant.name, applicant.personalId, phone, submitter?.name ?? '', procedureName].join(' '),
  )
}
