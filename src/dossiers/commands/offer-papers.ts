import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoProcedureId } from '../../procedures/examples.ts'
import { procedureForIntake } from '../../procedures/queries.ts'
import { isSameKind, paperWords } from '../model/citizen-paper.ts'
import { offerPapersInput } from '../model/paper-inputs.ts'
import { caseOf } from '../model/reception.ts'
import { requireReception } from '../policy.ts'
import { type PaperOnFile, papersOnFile } from '../queries/papers-on-file.ts'

const offer = z.object({
  /** Position in the procedure's list of papers. */
  ordinal: z.int(),
  /** What the officer reads. */
  words: z.string(),
  citizenPaperId: z.uuid().optional(),
  earlier: z.object({ dossierId: z.uuid(), ordinal: z.int() }).optional(),
})

/**
 * Which of the papers a procedure asks for the office already has of this very person. A command, because looking into
 * somebody's papers is noted in the journal (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15), with the procedure it was for.
 */
export const offerPapers = defineCommand({
  name: 'dossiers.offerPapers',
  title: 'Tìm giấy tờ đã có của người nộp khi tiếp nhận',
  audience: ['counter'],
  door: { method: 'POST', path: '/paper-offers' },
  input: offerPapersInput,
  output: z.object({ offers: z.array(offer) }),
  example: { procedureId: demoProcedureId, personalId: '038090000001' },
  async run(tx, actor, input) {
    const today = localDate(tx.now)
    const { officeId } = actor
    const [procedure, onFile] = await Promise.all([
      procedureForIntake(tx.db, officeId, { procedureId: input.procedureId, onDate: today }),
      papersOnFile(tx.db, { officeId, personalId: input.personalId, today }),
    ])
    if (!procedure)
      throw new AppError('invalid_input', { fields: { procedureId: 'Thủ tục này không còn hiệu lực.' } })
    requireReception(actor, procedure.fieldCode)
    const asked = caseOf(procedure, input.caseCode).components
    const offers = asked.flatMap((component, ordinal) => {
      if (component.kind === 'form') return []
      const kind = { name: component.name, paperCode: component.paperCode ?? '' }
      const same = onFile.filter((paper) => isSameKind(paper, kind))
      const best = same.find(({ from }) => from === 'store') ?? same[0]
      return best ? [{ ordinal, words: offerWords(best), ...referenceTo(best) }] : []
    })
    return {
      output: { offers },
      audit: [
        {
          subjectType: 'citizen_store',
          subjectId: input.personalId,
          facts: {
            purpose: 'reception',
            procedure: procedure.code ?? procedure.name,
            offered: offers.length,
          },
        },
      ],
    }
  },
})

function offerWords(paper: PaperOnFile): string {
  if (paper.from === 'store') return `Đã có: ${paperWords(paper)}`
  const day = formatDate(localDate(new Date(paper.receivedAt)))
  return `Đã nộp: ${paper.name} trong hồ sơ ${paper.dossierCode} ngày ${day}`
}

function referenceTo(paper: PaperOnFile) {
  if (paper.paperId !== null) return { citizenPaperId: paper.paperId }
  return { earlier: { dossierId: paper.dossierId, ordinal: paper.ordinal ?? 0 } }
}
