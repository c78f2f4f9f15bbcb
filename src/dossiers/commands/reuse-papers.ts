import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { isSameKind, mentions, paperWords } from '../model/citizen-paper.ts'
import type { AskedComponent, Reuse } from '../model/reception.ts'
import { type PaperOnFile, papersOnFile } from '../queries/papers-on-file.ts'

interface Given {
  ordinal: number
  citizenPaperId?: string | undefined
  earlier?: { dossierId: string; ordinal: number } | undefined
}

/**
 * The papers that stand for components instead of paper ones, looked at again in the transaction that takes them: of
 * this very person, of that kind, in force today. Fails with invalid_input at each that is not.
 */
export async function reusedPapers(
  tx: Tx,
  actor: Actor,
  of: { personalId: string; today: string; asked: readonly AskedComponent[]; given: readonly Given[] },
): Promise<ReadonlyMap<number, Reuse>> {
  const wanted = of.given.filter((each) => each.citizenPaperId !== undefined || each.earlier !== undefined)
  if (wanted.length === 0) return new Map()
  const onFile = await papersOnFile(tx.db, { officeId: actor.officeId, ...of })
  const fields: Record<string, string> = {}
  const reused = new Map<number, Reuse>()
  for (const each of wanted) {
    const component = of.asked[each.ordinal]
    const paper = onFile.find((known) => isMeant(known, each))
    const fits =
      component &&
      paper &&
      component.kind !== 'form' &&
      isSameKind(paper, { name: component.name, paperCode: component.paperCode ?? '' })
    if (fits) reused.set(each.ordinal, reuseOf(paper))
    else {
      fields[`components.${of.given.indexOf(each)}.provided`] =
        'Giấy tờ đã có này không dùng được nữa hoặc không phải của người nộp. Hãy bỏ chọn và nhận bản giấy.'
    }
  }
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
  return reused
}

function isMeant(known: PaperOnFile, { citizenPaperId, earlier }: Given): boolean {
  if (citizenPaperId !== undefined) return known.paperId === citizenPaperId
  return (
    known.from === 'dossier' && known.dossierId === earlier?.dossierId && known.ordinal === earlier.ordinal
  )
}

function reuseOf(paper: PaperOnFile): Reuse {
  return {
    from: paper.from,
    citizenPaperId: paper.paperId,
    dossierId: paper.dossierId,
    fileIds: paper.fileIds,
    words: paper.from === 'store' ? paperWords(paper) : `${paper.name}, hồ sơ ${paper.dossierCode}`,
  }
}

/**
 * Không yêu cầu nộp lại giấy tờ cơ quan đã có (Luật Giao dịch điện tử, NĐ 118/2025/NĐ-CP): a request that names a paper on
 * file is refused once, with what is there; the officer who still needs it says so (`askAgain`).
 */
export async function warnOfHeldPapers(
  tx: Tx,
  actor: Actor,
  request: { personalId: string; today: string; items: readonly string[]; askAgain: boolean },
): Promise<void> {
  if (request.askAgain || request.items.length === 0) return
  const onFile = await papersOnFile(tx.db, { officeId: actor.officeId, ...request })
  const held = onFile.filter((paper) => request.items.some((item) => mentions(item, paper.name)))
  if (held.length === 0) return
  const words = [...new Set(held.map((paper) => reuseOf(paper).words))].join('; ')
  throw new AppError('invalid_input', {
    detail: 'Cơ quan đã có giấy tờ được yêu cầu, công dân không phải nộp lại.',
    fields: {
      items: `Đã có: ${words}. Hãy bỏ khỏi danh sách; nếu vẫn cần bản mới, hãy đánh dấu “Vẫn yêu cầu giấy tờ đã có”.`,
    },
  })
}
