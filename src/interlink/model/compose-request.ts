import { composeDeclaration } from '../../procedures/model/declaration-paper.ts'
import type { DossierFacts } from '../queries/dossier-facts.ts'
import type { RequestContent } from './package.ts'

type Declared = RequestContent['declaration']

interface Chosen {
  question: string
  answerBy: Date
  dossier: { code: string; receivedAt: Date; dueAt: Date }
  office: { agencyCode: string; name: string }
  writer: { name: string; post: string }
  components: readonly number[]
  withApplicant: boolean
  withDeclaration: boolean
}

/** The request as it travels, and the files that go with it in the order of its parts: of the dossier, what was chosen. */
export function composeRequest(
  facts: DossierFacts,
  chosen: Chosen,
): { content: RequestContent; fileIds: string[] } {
  const papers = facts.components.filter(({ ordinal }) => chosen.components.includes(ordinal))
  const fileIds = [...new Set(papers.flatMap((paper) => paper.fileIds))]
  const { dossier, office } = chosen
  const content: RequestContent = {
    question: chosen.question,
    answerBy: chosen.answerBy.toISOString(),
    dossier: {
      code: dossier.code,
      procedureCode: facts.procedureCode,
      procedureName: facts.procedureName,
      receivedAt: dossier.receivedAt.toISOString(),
      dueAt: dossier.dueAt.toISOString(),
    },
    handedIn: { code: office.agencyCode, name: office.name },
    applicant: chosen.withApplicant ? facts.applicant : null,
    declaration: chosen.withDeclaration ? declaredLines(facts) : [],
    components: papers.map(({ name, originals, copies, note, fileIds: ids }) => ({
      name,
      originals,
      copies,
      note,
      files: ids.map((id) => fileIds.indexOf(id)),
    })),
    writer: { name: chosen.writer.name, post: chosen.writer.post },
  }
  return { content, fileIds }
}

/** The answers of the declaration, each under its label, as the paper prints them; what was left empty is left out. */
function declaredLines({ form, answers, applicant }: DossierFacts): Declared {
  if (!form || !answers) return []
  const paper = composeDeclaration(form, answers, {
    officeName: '',
    place: null,
    date: null,
    dossierCode: null,
    signerName: applicant.name,
  })
  const lines = paper.lines.flatMap((line): Declared => {
    if (line.kind === 'cells') return line.cells.map(({ label, value }) => ({ label, value: value ?? '' }))
    if (line.kind === 'long') return [{ label: line.label, value: line.value ?? '' }]
    if (line.kind === 'boxes') return [{ label: line.label, value: ticked(line.options) }]
    if (line.kind === 'matrix') {
      return line.rows.map(({ label, checked }) => ({
        label,
        value: line.options.filter((_, index) => checked[index]).join(', '),
      }))
    }
    if (line.kind === 'table') {
      const rows = line.rows.map((cells) =>
        cells
          .map((cell, index) => (cell ? `${line.columns[index]?.label ?? ''}: ${cell}` : ''))
          .filter(Boolean)
          .join('; '),
      )
      return [{ label: line.label, value: rows.filter(Boolean).join('\n') }]
    }
    return []
  })
  return lines.filter(({ value }) => value !== '').slice(0, 500)
}

function ticked(options: readonly { label: string; checked: boolean }[]): string {
  return options
    .filter(({ checked }) => checked)
    .map(({ label }) => label)
    .join(', ')
}
