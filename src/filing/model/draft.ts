import { z } from 'zod'
import { type IdentityLevel, identityLevels } from '../../dossiers/model/online-filing.ts'

/** Days for which a draft waits for its citizen; then it and its papers are deleted. */
export const keepDays = 30

/** The steps of filing, in their order. */
export const filingSteps = ['Người nộp', 'Tờ khai', 'Giấy tờ', 'Nhận kết quả', 'Xem lại và nộp'] as const

/** Where an attached file belongs. */
export const paperPlaces = ['component', 'authorisation', 'other', 'supplement'] as const
export type PaperPlace = (typeof paperPlaces)[number]

/** What a paper is called that the procedure's list does not name. */
export const placeNames = {
  authorisation: 'Văn bản ủy quyền hoặc giấy tờ chứng minh quan hệ',
  other: 'Giấy tờ khác',
} as const

/** What the submitter is to the applicant, to choose from. */
export const relations = [
  'Cha, mẹ',
  'Con',
  'Vợ, chồng',
  'Ông, bà',
  'Anh, chị, em ruột',
  'Người giám hộ, người đại diện',
  'Người được ủy quyền',
] as const

/** As it was typed, right or wrong: a draft keeps everything, and what is wrong is said before it is filed. */
const typed = (longest = 500) => z.string().trim().max(longest, `Tối đa ${longest} ký tự.`).default('')

export const typedApplicant = z.strictObject({
  kind: z.enum(['citizen', 'business', 'organisation']).default('citizen'),
  name: typed(200),
  personalId: typed(20),
  /** As people write it, `2/1/1990`. */
  birthDate: typed(30),
  sex: z.enum(['', 'male', 'female']).default(''),
  address: typed(),
  phone: typed(30),
  email: typed(200),
})
export type TypedApplicant = z.output<typeof typedApplicant>

export const typedSubmitter = z.strictObject({ name: typed(200), personalId: typed(20), phone: typed(30) })
export type TypedSubmitter = z.output<typeof typedSubmitter>

/** Who fills the draft in: from the sign-in, never from what was typed. */
export const filerSchema = z.strictObject({
  level: z.enum(Object.keys(identityLevels) as [IdentityLevel, ...IdentityLevel[]]),
  name: z.string().max(200),
  personalId: z.string().max(20),
  email: z.string().max(200),
  phone: z.string().max(30),
})
export type Filer = z.output<typeof filerSchema>

export interface AttachedPaper {
  fileId: string
  place: PaperPlace
  ordinal: number
  name: string
  fileName: string
  size: number
  sentAt: string | null
}

/** What a draft holds so far. */
export interface Draft {
  id: string
  source: 'own' | 'assisted'
  state: 'open' | 'filed'
  procedureId: string
  caseCode: string
  accountId: string | null
  officerId: string | null
  officerName: string
  identity: Filer
  forSelf: boolean
  relation: string
  applicant: TypedApplicant
  submitter: TypedSubmitter
  answers: Record<string, unknown>
  content: string
  returnMethod: 'counter' | 'post' | 'online'
  returnAddress: string
  reached: number
  questionsAsked: number
  createdAt: Date
  expiresOn: string
  reference: string | null
  dossierId: string | null
  filedAt: Date | null
  papers: readonly AttachedPaper[]
}

/** The papers that belong to one line of the procedure's list, also after the list was put in another order. */
export function papersOf(
  papers: readonly AttachedPaper[],
  asked: readonly { name: string }[],
  ordinal: number,
): AttachedPaper[] {
  return papers.filter((paper) => paper.place === 'component' && lineOf(paper, asked) === ordinal)
}

/** Papers beside the list: what the citizen added, and what lost its line when the list changed. */
export function otherPapers(
  papers: readonly AttachedPaper[],
  asked: readonly { name: string }[],
): AttachedPaper[] {
  return papers.filter(
    (paper) => paper.place === 'other' || (paper.place === 'component' && lineOf(paper, asked) < 0),
  )
}

function lineOf(paper: AttachedPaper, asked: readonly { name: string }[]): number {
  if (asked[paper.ordinal]?.name === paper.name) return paper.ordinal
  return asked.findIndex(({ name }) => name === paper.name)
}
