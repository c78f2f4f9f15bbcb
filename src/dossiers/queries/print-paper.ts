import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import {
  composeControlSheet,
  composeIssuedPaper,
  composeLetter,
  composeReceipt,
} from '../model/compose-papers.ts'
import { asIssued } from '../model/papers/source.ts'
import { requireReader } from '../policy.ts'
import { readLetter } from './read-letter.ts'
import { readIssuedPaper, readPaperSource } from './read-paper.ts'

const printable = z.object({
  template: z.string(),
  fileName: z.string(),
  data: z.record(z.string(), z.unknown()),
})
const desk = ['counter', 'specialist', 'clerk', 'leader'] as const

/** Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01), always the same for the same dossier. */
export const printReceipt = defineQuery({
  name: 'dossiers.printReceipt',
  title: 'In giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  audience: desk,
  input: z.strictObject({ code: z.string(), trackingUrl: z.url() }),
  output: printable,
  async run({ db }, actor, input) {
    const [source, paper] = await Promise.all([
      readPaperSource(db, actor.officeId, input.code),
      db
        .selectFrom('dossier_papers as p')
        .innerJoin('dossiers as d', (join) =>
          join.onRef('d.office_id', '=', 'p.office_id').onRef('d.id', '=', 'p.dossier_id'),
        )
        .select(['p.number', 'p.facts'])
        .where('p.office_id', '=', actor.officeId)
        .where('d.code', '=', input.code)
        .where('p.form', '=', 'receipt')
        .executeTakeFirst(),
    ])
    if (!source?.dossier.code || !paper) throw new AppError('not_found')
    requireReader(actor, source.dossier.fieldCode)
    return {
      template: 'receipt',
      fileName: `giay-tiep-nhan-${source.dossier.code}.pdf`,
      data: composeReceipt(asIssued(source, paper.facts as Record<string, unknown>), {
        trackingUrl: input.trackingUrl,
        registerEntry: paper.number,
      }),
    }
  },
})

/** Phiếu kiểm soát quá trình giải quyết hồ sơ, as it stands now. */
export const printControlSheet = defineQuery({
  name: 'dossiers.printControlSheet',
  title: 'In phiếu kiểm soát quá trình giải quyết hồ sơ',
  audience: desk,
  input: z.strictObject({ code: z.string(), trackingUrl: z.url() }),
  output: printable,
  async run({ db, now }, actor, input) {
    const source = await readPaperSource(db, actor.officeId, input.code)
    if (!source?.dossier.code) throw new AppError('not_found')
    requireReader(actor, source.dossier.fieldCode)
    return {
      template: 'control-sheet',
      fileName: `phieu-kiem-soat-${source.dossier.code}.pdf`,
      data: composeControlSheet(source, { trackingUrl: input.trackingUrl, now }),
    }
  },
})

/** A form issued for a dossier: supplement request, refusal or stop notice. */
export const printPaper = defineQuery({
  name: 'dossiers.printPaper',
  title: 'In giấy tờ đã lập cho hồ sơ',
  audience: desk,
  input: z.strictObject({ id: z.uuid(), publicUrl: z.url() }),
  output: printable,
  async run({ db }, actor, input) {
    const paper = await readIssuedPaper(db, actor.officeId, input.id)
    const source = paper ? await readPaperSource(db, actor.officeId, paper.dossierId) : null
    if (!paper || !source) throw new AppError('not_found')
    requireReader(actor, source.dossier.fieldCode)
    const trackingUrl = source.dossier.code ? `${input.publicUrl}/tra-cuu/${source.dossier.code}` : null
    return {
      template: paper.form,
      fileName: `${paper.form}-${paper.number}.pdf`,
      data: composeIssuedPaper(asIssued(source, paper.facts), { paper, trackingUrl }),
    }
  },
})

/** The result written as a letter, with its number once it has one. */
export const printLetter = defineQuery({
  name: 'dossiers.printLetter',
  title: 'In văn bản kết quả',
  audience: desk,
  input: z.strictObject({ code: z.string() }),
  output: printable,
  async run({ db }, actor, input) {
    const found = await readLetter(db, actor.officeId, input.code)
    if (!found)
      throw new AppError('not_found', { detail: 'Hồ sơ này không có văn bản kết quả soạn trên phần mềm.' })
    const { source, result } = found
    requireReader(actor, source.dossier.fieldCode)
    return { template: 'reply', fileName: `ket-qua-${input.code}.pdf`, data: composeLetter(source, result) }
  },
})
