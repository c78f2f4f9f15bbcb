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
  function showPapers(preview: Preview) {
    if (papersFor.current === preview.procedureId) return
    papersFor.current = preview.procedureId
    const before = pending?.procedureId === preview.procedureId ? pending : null
    changePapers(() => papersOf(preview.components, before))
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
      setFields((before) => ({ ...before, procedureId: id, agreedWorkingDays: '', papers: [] }))
    },
    reception: usePreview(fields.procedureId, fields.agreedWorkingDays, showPapers),
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
