import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { composeExtension, type ExtensionFacts } from '../model/compose-extension.ts'
import {
  composeControlSheet,
  composeIssuedPaper,
  composeLetter,
  composeReceipt,
} from '../model/compose-papers.ts'
import { asIssued, type IssuedPaper, type PaperSource } from '../model/papers/source.ts'
import { requireReader } from '../policy.ts'
import { readLetter } from './read-letter.ts'
import { readIssuedPaper, readPaperSource } from './read-paper.ts'

const printable = z.object({
  template: z.string(),
  fileName: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** The issued paper it prints, where there is one. */
  paperId: z.uuid().optional(),
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
        .select(['p.id', 'p.number', 'p.facts'])
        .where('p.office_id', '=', actor.officeId)
        .where('d.code', '=', input.code)
        .where('p.form', '=', 'receipt')
        .executeTakeFirst(),
    ])
    if (!source?.dossier.code || !paper) throw new AppError('not_found')
    requireReader(actor, source.dossier.fieldCode)
    const facts = paper.facts as Record<string, unknown> & { issuerName?: string }
    return {
      template: 'receipt',
      fileName: `giay-tiep-nhan-${source.dossier.code}.pdf`,
      data: composeReceipt(asIssued(source, facts), {
        trackingUrl: input.trackingUrl,
        registerEntry: paper.number,
        receivedBy: facts.issuerName,
      }),
      paperId: paper.id,
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

/** A form issued for a dossier: supplement request, refusal, apology with a new date or stop notice. */
export const printPaper = defineQuery({
  name: 'dossiers.printPaper',
  title: 'In giấy tờ đã lập cho hồ sơ',
  audience: desk,
  input: z.strictObject({ id: z.uuid(), publicUrl: z.url() }),
  output: printable,
  async run({ db, now }, actor, input) {
    const paper = await readIssuedPaper(db, actor.officeId, input.id)
    const source = paper ? await readPaperSource(db, actor.officeId, paper.dossierId) : null
    if (!paper || !source) throw new AppError('not_found')
    requireReader(actor, source.dossier.fieldCode)
    const issued = asIssued(source, paper.facts)
    const { code } = issued.dossier
    const trackingUrl = code ? `${input.publicUrl}/tra-cuu/${code}` : null
    return {
      template: paper.form,
      fileName: `${paper.form}-${paper.number}.pdf`,
      data: composePaper(issued, { paper, trackingUrl, now }),
      paperId: input.id,
    }
  },
})

function composePaper(
  source: PaperSource,
  print: { paper: IssuedPaper; trackingUrl: string | null; now: Date },
): Record<string, unknown> {
  const { paper, trackingUrl, now } = print
  if (paper.form !== 'extension') return composeIssuedPaper(source, { paper, trackingUrl })
  const { number, symbol, issuedAt } = paper
  const { issuerName, issuerPost, ...facts } = paper.facts as ExtensionFacts & Record<string, string>
  // The leader who lets it go out signs it, unless another one is named.
  const signed = { signerName: issuerName, signerPost: issuerPost, ...facts }
  return composeExtension(source, { facts: signed, number, symbol, issuedAt, now, trackingUrl })
}

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
