import { z } from 'zod'
import { linkedKinds } from './closing.ts'
import { media, workFileStateNames } from './states.ts'
import { abbreviationPattern, symbolPattern } from './symbols.ts'
import { workFileKinds } from './time-limits.ts'

const keysOf = <Keys extends string>(names: Readonly<Record<Keys, unknown>>) =>
  Object.keys(names) as [Keys, ...Keys[]]

/** A line as people type it: one normal form, nothing that cannot be printed. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .max(most, `Tối đa ${most} ký tự.`)
    .regex(/^[^\p{Cc}]*$/u, 'Nội dung có ký tự lạ. Hãy gõ lại.')

export const lines = (most: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .max(most, `Tối đa ${most} ký tự.`)
    .regex(/^[^\p{Cc}]*(?:[\n\r\t][^\p{Cc}]*)*$/u, 'Nội dung có ký tự lạ. Hãy gõ lại.')

export const reason = lines(1000).min(10, 'Hãy ghi lý do (ít nhất 10 ký tự).')
export const day = z.iso.date({ error: 'Hãy ghi ngày.' })
export const optionalDay = day.nullish().transform((date) => date ?? null)
export const optionalId = z
  .uuid('Hãy chọn trong danh sách.')
  .nullish()
  .transform((id) => id ?? null)

export const yearSchema = z.coerce.number('Hãy ghi năm.').int().min(2000).max(2200)
export const symbolSchema = line(20).regex(symbolPattern, 'Số, ký hiệu hồ sơ có dạng 01.TCCB.')
export const abbreviationSchema = line(12).regex(abbreviationPattern, 'Chữ viết tắt là chữ hoa, ví dụ TCCB.')
export const titleSchema = line(500).min(1, 'Hãy ghi tiêu đề.')
export const retentionCode = line(20).min(1, 'Hãy chọn thời hạn bảo quản.')

export const workFileRef = { id: z.uuid(), revision: z.int().min(1) }
export const changedWorkFile = z.object({
  id: z.uuid(),
  revision: z.int(),
  state: z.enum(workFileStateNames),
})

/** What is written of a file, at its opening and later. */
export const workFileDetails = {
  title: titleSchema,
  kind: z.enum(keysOf(workFileKinds)).default('work'),
  medium: z.enum(keysOf(media)).default('electronic'),
  retentionCode: retentionCode.nullish().transform((code) => code ?? null),
  restricted: z.boolean().default(false),
  language: line(50).default('Tiếng Việt'),
  note: lines(500).default(''),
  startedOn: optionalDay,
}

/** Mở hồ sơ: from an entry of the Danh mục, or outside it with a symbol of its own. */
export const openInput = z.strictObject({
  /** Made by the page, so that what is opened can be named at once; by the program otherwise. */
  id: z.uuid().optional(),
  entryId: optionalId,
  symbol: line(20).default(''),
  year: yearSchema.optional(),
  ...workFileDetails,
  title: line(500).default(''),
})
export type OpenInput = z.output<typeof openInput>

const linkTarget = { kind: z.enum(keysOf(linkedKinds)), documentId: z.uuid('Hãy chọn văn bản.') }

/** Documents to be put into a file by link; other files are uploaded instead (`attachInput`). */
export const fileInput = z.strictObject({
  workFileId: z.uuid('Hãy chọn hồ sơ.'),
  documents: z
    .array(
      z.strictObject({ ...linkTarget, id: z.uuid().optional(), kind: linkTarget.kind.exclude(['file']) }),
    )
    .min(1, 'Hãy chọn ít nhất một văn bản.')
    .max(100, 'Mỗi lần tối đa 100 văn bản.'),
})

export const attachInput = z.strictObject({
  workFileId: z.uuid(),
  fileIds: z.array(z.uuid()).min(1, 'Hãy chọn ít nhất một tệp.').max(20, 'Mỗi lần tối đa 20 tệp.'),
  /** What the files show; several are told apart by their names. */
  title: titleSchema,
  author: line(200).default(''),
  datedOn: day,
})

export const unfileInput = z.strictObject({ workFileId: z.uuid(), linkId: z.uuid(), reason })
export const describeInput = z.strictObject({
  workFileId: z.uuid(),
  linkId: z.uuid(),
  sheets: line(40).default(''),
  note: line(200).default(''),
})

export const closeInput = z.strictObject({
  ...workFileRef,
  endedOn: day,
  sheets: z
    .int('Hãy ghi số tờ.')
    .min(0)
    .max(100_000)
    .nullish()
    .transform((sheets) => sheets ?? null),
  closingWords: lines(1000).default(''),
})

/** What becomes of a finished document: into an open file, into one opened now, or none yet, said outright;
 * `kept`: it lies in one already. */
export const filingChoice = z.discriminatedUnion(
  'choice',
  [
    z.strictObject({ choice: z.literal('file'), workFileId: z.uuid('Hãy chọn hồ sơ.') }),
    z.strictObject({ choice: z.literal('open'), file: openInput }),
    z.strictObject({ choice: z.literal('none') }),
    z.strictObject({ choice: z.literal('kept') }),
  ],
  { error: 'Hãy chọn hồ sơ công việc, hoặc chọn “Chưa lập hồ sơ”.' },
)
export type FilingChoice = z.output<typeof filingChoice>

/** The same of several documents at once; those that lie in a file stay there whatever is chosen. */
export const filingOfMany = z.discriminatedUnion(
  'choice',
  [
    z.strictObject({ choice: z.literal('file'), workFileId: z.uuid('Hãy chọn hồ sơ.') }),
    z.strictObject({ choice: z.literal('open'), file: openInput }),
    z.strictObject({ choice: z.literal('none') }),
  ],
  { error: 'Hãy chọn hồ sơ công việc, hoặc chọn “Chưa lập hồ sơ”.' },
)
