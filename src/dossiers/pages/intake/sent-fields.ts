import type { FormDefinition } from '../../../procedures/model/form.ts'
import { typedIsoDate } from '../../../ui/date-text.ts'
import { knownFacts } from '../../model/known-facts.ts'
import { answersToSend, shownValues } from './declaration-values.ts'
import type { IntakeFields, PaperFields } from './form-state.ts'

/** What both reception and turning away are told. */
export function commonInput(fields: IntakeFields) {
  const { applicant, submitter, papers } = fields
  return {
    procedureId: fields.procedureId,
    ...(fields.caseCode === '' ? {} : { caseCode: fields.caseCode }),
    applicant: {
      ...applicant,
      birthDate: applicant.birthDate.trim() === '' ? null : typedIsoDate(applicant.birthDate),
      sex: applicant.sex === '' ? null : applicant.sex,
    },
    submitter,
    content: fields.content,
    components: papers.map((paper, index) => ({
      // Own papers follow the list without a gap, whichever were taken out again.
      ordinal: index,
      ...(paper.asked ? {} : { name: paper.name }),
      provided: paper.provided,
      originals: paper.originals,
      copies: paper.copies,
      note: paper.note,
      fileIds: paper.files.flatMap(({ stored }) => stored?.id ?? []),
      ...reusedInput(paper),
    })),
  }
}

/** What a reception rests on besides the fields: the record it takes over, the procedure that the officer sees. */
export interface Seen {
  pendingId: string | null
  /** Ticket of the queue with which the citizen came. */
  ticketId: string | null
  version: number | undefined
  form: FormDefinition | null
  officeName: string
  today: string
}

/** The body of a reception. */
export function receptionInput(fields: IntakeFields, seen: Seen) {
  const { pendingId, ticketId, version } = seen
  return {
    ...commonInput(fields),
    setCount: fields.setCount === '' ? 0 : fields.setCount,
    returnPlace: fields.returnPlace,
    returnMethod: fields.returnMethod,
    returnAddress: fields.returnMethod === 'post' ? fields.returnAddress : '',
    ...(fields.agreedWorkingDays === '' ? {} : { agreedWorkingDays: fields.agreedWorkingDays }),
    handedInAt: fields.handedInAt,
    ...(pendingId ? { pendingId } : {}),
    ...(ticketId ? { ticketId } : {}),
    ...(version === undefined ? {} : { procedureVersion: version }),
    ...declarationInput(fields, seen),
  }
}

function declarationInput(fields: IntakeFields, { form, today, officeName }: Seen) {
  const { mode, typed, code } = fields.declaration
  if (!form || mode === 'paper') return {}
  const shown = shownValues(form, knownFacts(fields, { today, officeName }), typed)
  return { declaration: answersToSend(form, shown), ...(code === '' ? {} : { declarationCode: code }) }
}

/** Which paper on file stands for this one. */
function reusedInput({ offer, isReused }: PaperFields) {
  if (!isReused || !offer) return {}
  return offer.citizenPaperId ? { citizenPaperId: offer.citizenPaperId } : { earlier: offer.earlier }
}
