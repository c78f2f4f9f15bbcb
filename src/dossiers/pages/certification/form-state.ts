import type { z } from 'zod'
import {
  type CountedFee,
  countFees,
  countsPages,
  type Quantity,
} from '../../../procedures/model/count-fee.ts'
import type { Fee } from '../../../procedures/model.ts'
import { readVnd } from '../../../receipts/model/vnd-text.ts'
import { typedIsoDate } from '../../../ui/date-text.ts'
import type { certificationDesk } from '../../queries/certification-desk.ts'
import type { ApplicantFields } from '../intake/form-state.ts'

export type Desk = z.output<typeof certificationDesk.output>
export type DeskProcedure = Desk['procedures'][number]
export type Waiting = Desk['waiting'][number]

/** One paper as it is typed. */
export interface OriginalFields {
  key: string
  name: string
  pages: string
  copies: string
}

export interface CertificationFields {
  procedureId: string
  applicant: ApplicantFields
  originals: readonly OriginalFields[]
  signerId: string
  /** Promised for later instead of done at once, and how many working days beyond the day. */
  isLater: boolean
  extraDays: number
  /** What the citizen puts down, as typed; empty: exactly the fee. */
  tendered: string
}

const nobody: ApplicantFields = {
  kind: 'citizen',
  name: '',
  personalId: '',
  birthDate: '',
  sex: '',
  address: '',
  phone: '',
  email: '',
}

export function emptyOriginal(key: string): OriginalFields {
  return { key, name: '', pages: '1', copies: '1' }
}

/** An empty form, or one with what a waiting dossier asks for. */
export function startingFields(desk: Desk, waiting: Waiting | null): CertificationFields {
  const first = desk.procedures.find(({ isCounted }) => isCounted)
  return {
    procedureId: waiting?.procedureId ?? first?.id ?? '',
    applicant: waiting ? { ...nobody, name: waiting.applicantName } : nobody,
    originals: waiting
      ? waiting.originals.map(({ name, pages, copies }, index) => ({
          key: `cho.${index}`,
          name,
          pages: pages === null ? '' : String(pages),
          copies: String(copies),
        }))
      : [emptyOriginal('dau')],
    signerId: desk.signerId ?? '',
    isLater: false,
    extraDays: 0,
    tendered: '',
  }
}

/** A typed number as it is meant: `2,5` is two and a half, and left to the server to refuse. Null when empty. */
export function typedNumber(typed: string): number | string | null {
  const text = typed.trim().replace(',', '.')
  if (text === '') return null
  const number = Number(text)
  return Number.isFinite(number) ? number : typed
}

/** Rows that count: an untouched row at the end is none, unless it is the only one. */
export function filledOriginals(originals: readonly OriginalFields[]): readonly OriginalFields[] {
  const last = originals.findLastIndex(({ name }) => name.trim() !== '')
  return originals.slice(0, Math.max(1, last + 1))
}

/** The fee of one row, or null while its numbers cannot be counted with. */
export function feeOfRow(fees: readonly Fee[], row: OriginalFields): number | null {
  return sumOfRows(fees, [row])
}

/** The numbers of a row, or null while they are none. */
function quantityOf(fees: readonly Fee[], row: OriginalFields): (Quantity & { name: string }) | null {
  const pages = countsPages(fees) ? typedNumber(row.pages) : null
  const copies = typedNumber(row.copies)
  if (!isCount(copies, 999) || !(pages === null || isCount(pages, 9999))) return null
  return { name: row.name, pages, copies }
}

function isCount(value: number | string | null, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most
}

/** The fee of all rows that count, line by line and told paper by paper; null while a number in them is none. */
export function countRows(fees: readonly Fee[], originals: readonly OriginalFields[]): CountedFee | null {
  const papers = filledOriginals(originals).map((row) => quantityOf(fees, row))
  const counted = papers.filter((paper) => paper !== null)
  if (counted.length < papers.length) return null
  try {
    return countFees(fees, counted, { online: false })
  } catch {
    // A sum beyond any counter; the server says so in words.
    return null
  }
}

/** The sum of all rows that count, or null while one of them cannot be counted. */
export function sumOfRows(fees: readonly Fee[], originals: readonly OriginalFields[]): number | null {
  const counted = countRows(fees, originals)
  return counted && !('gaps' in counted) ? counted.totalVnd : null
}

function originalsInput(originals: readonly OriginalFields[], withPages: boolean) {
  return filledOriginals(originals).map(({ name, pages, copies }) => ({
    name,
    pages: withPages ? typedNumber(pages) : null,
    copies: typedNumber(copies) ?? 0,
  }))
}

/** What to send where: certified at once, promised for later, or a waiting dossier certified now. */
export function certificationInput(
  fields: CertificationFields,
  known: { procedure: DeskProcedure; fees: readonly Fee[]; waiting: Waiting | null; takesCash: boolean },
): { path: string; body: unknown } {
  const { applicant, signerId } = fields
  const { procedure, waiting } = known
  const originals = originalsInput(fields.originals, procedure.countsPages)
  const feeVnd = sumOfRows(known.fees, fields.originals) ?? 0
  if (waiting)
    return {
      path: `/dossiers/${waiting.id}/certification`,
      body: { revision: waiting.revision, originals, signerId, feeVnd },
    }
  const request = {
    procedureId: procedure.id,
    applicant: {
      ...applicant,
      birthDate: applicant.birthDate.trim() === '' ? null : typedIsoDate(applicant.birthDate),
      sex: applicant.sex === '' ? null : applicant.sex,
    },
    originals,
    quoted: { version: procedure.version, feeVnd },
  }
  return fields.isLater
    ? { path: '/certifications/waiting', body: { ...request, extraDays: fields.extraDays } }
    : { path: '/certifications', body: { ...request, signerId, ...paymentOf(fields, { feeVnd, ...known }) } }
}

/** Cash goes with the certification where fees are collected here; nothing is said of money where nothing is asked. */
function paymentOf(
  { tendered }: CertificationFields,
  { feeVnd, takesCash }: { feeVnd: number; takesCash: boolean },
) {
  if (!takesCash || feeVnd === 0) return {}
  return { payment: { tenderedVnd: tendered.trim() === '' ? feeVnd : readVnd(tendered) } }
}

/** Numbers that would be given now: "15", or "15 đến 17". */
export function numbersAhead(next: number, count: number): string {
  return count > 1 ? `${next} đến ${next + count - 1}` : String(next)
}
