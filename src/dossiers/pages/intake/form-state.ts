import type { z } from 'zod'
import { dateText } from '../../../ui/date-text.ts'
import type { UploadedFile } from '../../../ui/upload-file.ts'
import type { offerPapers } from '../../commands/offer-papers.ts'
import type { CitizenCard } from '../../model/citizen-card.ts'
import type { findApplicants } from '../../queries/find-applicants.ts'
import type { getPending } from '../../queries/get-pending.ts'
import type { previewReception } from '../../queries/preview-reception.ts'
import type { receptionChoices } from '../../queries/reception-choices.ts'

export type Choice = z.output<typeof receptionChoices.output>['items'][number]
export type Preview = z.output<typeof previewReception.output>
export type Offer = z.output<typeof offerPapers.output>['offers'][number]
export type Pending = z.output<typeof getPending.output>
export type EarlierApplicant = z.output<typeof findApplicants.output>['items'][number]

/** What is typed of the applicant; the birth date as `dd/mm/yyyy`. */
export interface ApplicantFields {
  kind: 'citizen' | 'business' | 'organisation'
  name: string
  personalId: string
  birthDate: string
  sex: '' | 'male' | 'female'
  address: string
  phone: string
  email: string
}

export interface SubmitterFields {
  name: string
  personalId: string
  phone: string
}

/** The agency whose desk took it in (nộp hồ sơ không phụ thuộc địa giới). */
export interface HandedInFields {
  name: string
  code: string
}

/** A file on its way to the server, or there; `part` from 0 to 1. */
export interface Attachment {
  key: string
  name: string
  size: number
  part: number
  stored: UploadedFile | null
  problem: string | null
}

/** One paper of the list, or one that the citizen added (`asked` false). */
export interface PaperFields {
  ordinal: number
  asked: boolean
  name: string
  kindName: string
  kind: string
  required: boolean
  quantity: number
  provided: boolean
  originals: number
  copies: number
  note: string
  files: readonly Attachment[]
  /** What the office already has of it, and whether that is taken instead. */
  offer: Offer | null
  isReused: boolean
}

/** What stands in each field of a declaration as text, by dotted name; a tick is `on` or nothing. */
export type TypedValues = Readonly<Record<string, string>>

/** The electronic declaration: filled in here, or fetched by the code of one that was filled in at home. */
export interface DeclarationState {
  mode: 'paper' | 'electronic'
  /** What was typed, by dotted name; other fields show what is known. */
  typed: TypedValues
  code: string
}

export interface IntakeFields {
  procedureId: string
  /** Case of the procedure; empty for its first one. */
  caseCode: string
  agreedWorkingDays: number | ''
  applicant: ApplicantFields
  /** Whether the fields come from a card: then an earlier dossier only fills what the card does not say. */
  fromCard: boolean
  submitter: SubmitterFields | null
  declaration: DeclarationState
  papers: readonly PaperFields[]
  content: string
  setCount: number | ''
  returnPlace: string
  returnMethod: 'counter' | 'post' | 'online'
  returnAddress: string
  /** Another agency whose desk took the dossier in, or null when it was handed in here. */
  handedInAt: HandedInFields | null
}

export const noDeclaration: DeclarationState = { mode: 'paper', typed: {}, code: '' }

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

/** An empty form (of the wanted procedure), or one with what was written when papers were missing. */
export function startingFields(pending: Pending | null, wanted = ''): IntakeFields {
  return {
    procedureId: pending?.procedureId ?? wanted,
    caseCode: pending?.caseCode ?? '',
    agreedWorkingDays: '',
    applicant: pending ? typedApplicant(pending.applicant) : nobody,
    fromCard: false,
    submitter: pending?.submitter ?? null,
    declaration: noDeclaration,
    papers: [],
    content: pending?.content ?? '',
    setCount: 1,
    returnPlace: '',
    returnMethod: pending?.returnMethod ?? 'counter',
    returnAddress: pending?.returnAddress ?? '',
    handedInAt: null,
  }
}

type Known = Pick<EarlierApplicant, keyof ApplicantFields>

function typedApplicant(known: Known): ApplicantFields {
  const { kind, name, personalId, address, phone, email } = known
  return {
    kind,
    name,
    personalId,
    address,
    phone,
    email,
    birthDate: dateText(known.birthDate),
    sex: known.sex ?? '',
  }
}

/** What the card says takes the place of what was typed; what it does not say stays. */
export function applicantFromCard(current: ApplicantFields, card: CitizenCard): ApplicantFields {
  return {
    ...current,
    kind: 'citizen',
    name: card.fullName,
    personalId: card.personalId,
    birthDate: card.birthDate ? dateText(card.birthDate) : current.birthDate,
    sex: card.sex,
    address: card.address || current.address,
  }
}

/** Fills from an earlier dossier; after a card was read, only what is still empty. */
export function applicantFromEarlier(fields: IntakeFields, earlier: EarlierApplicant): ApplicantFields {
  const known = typedApplicant(earlier)
  if (!fields.fromCard) return known
  const kept = Object.entries(fields.applicant).filter(([, value]) => value !== '')
  return { ...known, ...Object.fromEntries(kept) }
}

/** What is known of a paper from an earlier visit, or from before the list of papers changed. */
export type KnownPaper = Pick<PaperFields, 'name' | 'provided' | 'originals' | 'copies' | 'note'> & {
  files?: readonly Attachment[]
}

/**
 * The rows of a procedure's papers, nothing ticked but what was known before by the same name; papers that the list does
 * not name, and were brought all the same, follow as the citizen's own.
 */
export function papersOf(components: Preview['components'], known: readonly KnownPaper[]): PaperFields[] {
  const left = [...known]
  const takeKnown = (name: string) => {
    const index = left.findIndex((each) => each.name === name)
    return index < 0 ? undefined : left.splice(index, 1)[0]
  }
  const asked = components.map((component, ordinal) => {
    const before = takeKnown(component.name)
    return {
      ordinal,
      asked: true,
      name: component.name,
      kindName: component.kindName,
      kind: component.kind,
      required: component.required,
      quantity: component.quantity,
      provided: before?.provided ?? false,
      originals: before?.originals ?? 0,
      copies: before?.copies ?? 0,
      note: before?.note ?? '',
      files: before?.files ?? [],
      offer: null,
      isReused: false,
    }
  })
  const own = left
    .filter(({ provided, files }) => provided || (files?.length ?? 0) > 0)
    .map(({ name, provided, originals, copies, note, files = [] }, index) => ({
      ...ownPaper(components.length + index),
      ...{ name, provided, originals, copies, note, files },
    }))
  return [...asked, ...own]
}

/** A row for a paper that the procedure's list does not name. */
export function ownPaper(ordinal: number): PaperFields {
  return {
    ordinal,
    asked: false,
    name: '',
    kindName: 'Giấy tờ khác',
    kind: 'other',
    required: false,
    quantity: 1,
    provided: true,
    originals: 0,
    copies: 1,
    note: '',
    files: [],
    offer: null,
    isReused: false,
  }
}

/** Ticked or not; a tick on an untouched row counts what the procedure asks for, as originals or copies. */
export function tick(paper: PaperFields, provided: boolean): PaperFields {
  const untouched = paper.originals === 0 && paper.copies === 0
  if (!provided || !untouched) return { ...paper, provided, isReused: false }
  const isCopy = paper.kind === 'copy' || paper.kind === 'certified_copy'
  return {
    ...paper,
    provided,
    isReused: false,
    originals: isCopy ? 0 : paper.quantity,
    copies: isCopy ? paper.quantity : 0,
  }
}

/** Nhận đủ: every required paper is there, in the quantity asked for. */
export function tickRequired(papers: readonly PaperFields[]): PaperFields[] {
  return papers.map((paper) => (paper.required && !paper.provided ? tick(paper, true) : paper))
}

/** Why the form cannot be sent yet because of its papers, or null. */
export function papersProblem(papers: readonly PaperFields[]): string | null {
  const files = papers.flatMap((paper) => paper.files)
  if (papers.some(({ asked, name }) => !asked && name.trim() === '')) {
    return 'Hãy ghi tên giấy tờ khác, hoặc bỏ dòng đó.'
  }
  if (files.some(({ problem }) => problem !== null)) {
    return 'Có tệp chưa tải lên được. Hãy tải lại hoặc bỏ tệp đó rồi lưu.'
  }
  return files.some(({ stored }) => stored === null) ? 'Tệp đang được tải lên. Hãy chờ xong rồi lưu.' : null
}

/** Messages of a refusal whose field still holds what was refused; a corrected field is not blamed any longer. */
export function standingErrors(
  messages: Readonly<Record<string, string>>,
  refused: unknown,
  now: unknown,
): Record<string, string> {
  const standing = Object.entries(messages).filter(([path]) => valueAt(refused, path) === valueAt(now, path))
  return Object.fromEntries(standing)
}

function valueAt(fields: unknown, path: string): unknown {
  if (path.startsWith('declaration.')) {
    const { declaration } = Object(fields) as Partial<IntakeFields>
    return declaration?.typed[path.slice('declaration.'.length)] ?? declaration?.mode
  }
  const keys = path.replace(/^components\./, 'papers.').split('.')
  return keys.reduce<unknown>((value, key) => Object(value)[key], fields)
}

/** The declaration filled in here stands for the paper form: its row is ticked, or no longer. */
export function tickForm(papers: readonly PaperFields[], provided: boolean): PaperFields[] {
  const form = papers.find(({ asked, kind }) => asked && kind === 'form')
  return papers.map((paper) => (paper === form ? tick(paper, provided) : paper))
}
