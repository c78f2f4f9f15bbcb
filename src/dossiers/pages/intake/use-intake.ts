import { useRef, useState } from 'react'
import { callApi } from '../../../ui/call-api.ts'
import type { FiledDeclaration } from '../../queries/get-declaration.ts'
import { typedAnswers } from './declaration-values.ts'
import type { TypedValues } from './form-state.ts'
import {
  type DeclarationState,
  type EarlierApplicant,
  type IntakeFields,
  noDeclaration,
  type PaperFields,
  type Pending,
  type Preview,
  papersOf,
  startingFields,
  tickForm,
} from './form-state.ts'
import { papersBefore } from './papers-before.ts'
import { type PreviewState, usePreview } from './use-preview.ts'
import { type Uploads, useUploads } from './use-uploads.ts'

export interface Intake {
  fields: IntakeFields
  change(part: Partial<IntakeFields>): void
  changePaper(ordinal: number, change: (paper: PaperFields) => PaperFields): void
  changePapers(change: (papers: readonly PaperFields[]) => readonly PaperFields[]): void
  chooseProcedure(id: string): void
  chooseCase(code: string): void
  chooseDeclaration(mode: DeclarationState['mode']): void
  changeDeclaration(values: TypedValues): void
  /** Takes over a declaration filled in beforehand; a sentence when it cannot be had. */
  fetchDeclaration(code: string): Promise<string | null>
  reception: PreviewState
  uploads: Uploads
}

/** Everything typed and attached for one citizen. A new citizen gets a new one: the form is mounted anew. */
export function useIntake(pending: Pending | null, wanted: string): Intake {
  const [fields, setFields] = useState(() => startingFields(pending, wanted))
  const papersFor = useRef('')
  const changePapers: Intake['changePapers'] = (change) =>
    setFields((before) => ({ ...before, papers: change(before.papers) }))
  const changePaper: Intake['changePaper'] = (ordinal, change) =>
    changePapers((papers) => papers.map((paper) => (paper.ordinal === ordinal ? change(paper) : paper)))
  const uploads = useUploads((ordinal, change) =>
    changePaper(ordinal, (paper) => ({ ...paper, files: change(paper.files) })),
  )
  /** The papers of another procedure, case or version take over what was ticked and attached under the same name. */
  function showPapers({ procedureId, caseCode, version, components, form }: Preview) {
    const shown = `${procedureId} ${caseCode} ${version}`
    if (papersFor.current === shown) return
    const isFirst = papersFor.current === ''
    papersFor.current = shown
    const before = isFirst && pending?.procedureId === procedureId ? pending : null
    const earlier = before ? papersBefore(before) : []
    setFields((shown) => {
      const papers = papersOf(components, isFirst ? earlier : shown.papers)
      const declaration = declaredBefore(before, form) ?? shown.declaration
      const isElectronic = declaration.mode === 'electronic'
      return { ...shown, declaration, papers: isElectronic ? tickForm(papers, true) : papers }
    })
  }
  return {
    fields,
    change: (part) => setFields((before) => ({ ...before, ...part })),
    changePaper,
    changePapers,
    chooseProcedure(id) {
      if (id === fields.procedureId) return
      uploads.stopAll()
      papersFor.current = ''
      setFields((before) => ({
        ...before,
        procedureId: id,
        caseCode: '',
        agreedWorkingDays: '',
        declaration: noDeclaration,
        papers: [],
      }))
    },
    ...declarationChanges(setFields),
    chooseCase: (caseCode) => setFields((before) => ({ ...before, caseCode })),
    reception: usePreview(fields, showPapers),
    uploads,
  }
}

/** What was declared electronically before, to be gone on with; null where nothing was. */
function declaredBefore(pending: Pending | null, form: Preview['form']): DeclarationState | null {
  if (!pending?.declaration || !form) return null
  return { mode: 'electronic', typed: typedAnswers(form, pending.declaration), code: '' }
}

type SetFields = (change: (before: IntakeFields) => IntakeFields) => void

function declarationChanges(setFields: SetFields) {
  const changed = (part: Partial<DeclarationState>) => (before: IntakeFields) => ({
    ...before,
    declaration: { ...before.declaration, ...part },
  })
  return {
    chooseDeclaration: (mode: DeclarationState['mode']) =>
      setFields((before) => ({
        ...changed({ mode })(before),
        papers: tickForm(before.papers, mode === 'electronic'),
      })),
    changeDeclaration: (values: TypedValues) =>
      setFields((before) => changed({ typed: { ...before.declaration.typed, ...values } })(before)),
    async fetchDeclaration(typed: string) {
      const answer = await callApi<FiledDeclaration>(`/declarations/${encodeURIComponent(typed.trim())}`)
      if (!answer.ok) return answer.problem.detail
      const { code, procedureId, caseCode, form, answers } = answer.output
      setFields((before) => ({
        ...before,
        procedureId,
        caseCode,
        papers: before.procedureId === procedureId ? tickForm(before.papers, true) : [],
        declaration: { mode: 'electronic', typed: typedAnswers(form, answers), code },
      }))
      return null
    },
  }
}

/** People of earlier dossiers with this personal id or telephone; nobody when the question is not answered. */
export async function findEarlier(number: string, signal: AbortSignal): Promise<EarlierApplicant[]> {
  const answer = await callApi<{ items: EarlierApplicant[] }>(`/applicants?q=${encodeURIComponent(number)}`, {
    signal,
  })
  return answer.ok ? answer.output.items : []
}
