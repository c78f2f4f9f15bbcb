import { applicantInput, submitterInput } from '../../dossiers/model/inputs.ts'
import type { FiledComponent, OnlineFiling } from '../../dossiers/model/online-filing.ts'
import { type AttachedPaper, type Draft, otherPapers, papersOf, placeNames } from './draft.ts'
import { type Asked, applicantOf, submitterOf } from './draft-problems.ts'

/** A complete draft as the dossier that it becomes. */
export function composeFiling(
  draft: Draft,
  asked: Asked,
  as: { dossierId: string; reference: string; filedAt: Date; caseCode: string },
): OnlineFiling {
  const { level, name, personalId } = draft.identity
  const given = submitterOf(draft)
  return {
    id: as.dossierId,
    source: draft.source,
    reference: as.reference,
    givenCode: null,
    procedureId: draft.procedureId,
    caseCode: as.caseCode,
    filedAt: as.filedAt,
    applicant: applicantInput.parse(applicantOf(draft)),
    submitter: given && submitterInput.parse(given),
    relation: draft.forSelf ? '' : draft.relation,
    identity: draft.source === 'assisted' ? seenAtDesk(draft) : { level, name, personalId },
    content: draft.content,
    returnMethod: draft.returnMethod,
    returnAddress: draft.returnAddress,
    declaration: asked.form ? draft.answers : null,
    components: filedComponents(draft, asked),
  }
}

/** The officer has the person who files before them, with their papers. */
function seenAtDesk({ forSelf, applicant, submitter }: Draft): OnlineFiling['identity'] {
  const { name, personalId } = forSelf ? applicant : submitter
  return { level: 'desk', name, personalId }
}

function filedComponents(draft: Draft, { form, components }: Asked): FiledComponent[] {
  const listed = components.map((component, ordinal): FiledComponent => {
    const papers = papersOf(draft.papers, components, ordinal)
    const isDeclared = component.kind === 'form' && form !== null
    return {
      ordinal,
      provided: papers.length > 0 || isDeclared,
      originals: 0,
      copies: papers.length > 0 ? 1 : 0,
      note: papers.length > 0 ? 'Bản điện tử' : isDeclared ? 'Khai điện tử' : '',
      fileIds: papers.map(({ fileId }) => fileId),
    }
  })
  const authorisation = draft.papers.filter(({ place }) => place === 'authorisation')
  const besides: [string, AttachedPaper[]][] = [
    [placeNames.authorisation, draft.forSelf ? [] : authorisation],
    [placeNames.other, otherPapers(draft.papers, components)],
  ]
  const added = besides
    .filter(([, papers]) => papers.length > 0)
    .map(([name, papers], index) => ({
      ordinal: components.length + index,
      name,
      provided: true,
      originals: 0,
      copies: 1,
      note: 'Bản điện tử',
      fileIds: papers.map(({ fileId }) => fileId),
    }))
  return [...listed, ...added]
}
