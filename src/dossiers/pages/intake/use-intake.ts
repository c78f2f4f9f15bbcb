import { useRef, useState } from 'react'
import { callApi } from '../../../ui/call-api.ts'
import {
  type EarlierApplicant,
  type IntakeFields,
  type PaperFields,
  type Pending,
  type Preview,
  papersOf,
  startingFields,
} from './form-state.ts'
import { type PreviewState, usePreview } from './use-preview.ts'
import { type Uploads, useUploads } from './use-uploads.ts'

export interface Intake {
  fields: IntakeFields
  change(part: Partial<IntakeFields>): void
  changePaper(ordinal: number, change: (paper: PaperFields) => PaperFields): void
  changePapers(change: (papers: readonly PaperFields[]) => readonly PaperFields[]): void
  chooseProcedure(id: string): void
  chooseCase(code: string): void
  reception: PreviewState
  uploads: Uploads
}

/** Everything typed and attached for one citizen. A new citizen gets a new one: the form is mounted anew. */
export function useIntake(pending: Pending | null): Intake {
  const [fields, setFields] = useState(() => startingFields(pending))
  const papersFor = useRef('')
  const changePapers: Intake['changePapers'] = (change) =>
    setFields((before) => ({ ...before, papers: change(before.papers) }))
  const changePaper: Intake['changePaper'] = (ordinal, change) =>
    changePapers((papers) => papers.map((paper) => (paper.ordinal === ordinal ? change(paper) : paper)))
  const uploads = useUploads((ordinal, change) =>
    changePaper(ordinal, (paper) => ({ ...paper, files: change(paper.files) })),
  )
  /** The papers of another procedure, case or version take over what was ticked and attached under the same name. */
  function showPapers({ procedureId, caseCode, version, components }: Preview) {
    const shown = `${procedureId} ${caseCode} ${version}`
    if (papersFor.current === shown) return
    const isFirst = papersFor.current === ''
    papersFor.current = shown
    const earlier = isFirst && pending?.procedureId === procedureId ? pending.components : []
    changePapers((papers) => papersOf(components, isFirst ? earlier : papers))
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
        papers: [],
      }))
    },
    chooseCase: (caseCode) => setFields((before) => ({ ...before, caseCode })),
    reception: usePreview(fields, showPapers),
    uploads,
  }
}

/** People of earlier dossiers with this personal id or telephone; nobody when the question is not answered. */
export async function findEarlier(number: string, signal: AbortSignal): Promise<EarlierApplicant[]> {
  const answer = await callApi<{ items: EarlierApplicant[] }>(`/applicants?q=${encodeURIComponent(number)}`, {
    signal,
  })
  return answer.ok ? answer.output.items : []
}
