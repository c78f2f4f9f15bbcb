import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import type { IncomingView } from '../queries/incoming-view.ts'

/** What `templates/incoming-slip.typ` prints: Phiếu giải quyết văn bản đến (Phụ lục IV), three blocks. */
export function composeSlip(document: IncomingView, agency: string) {
  const day = (moment: string) => formatDate(localDate(new Date(moment)))
  const names = (part: string) =>
    document.recipients
      .filter((person) => person.part === part)
      .map(({ fullName, postTitle }) => `${fullName} (${postTitle})`)
      .join('; ')
  const proposal = document.outcomes.findLast(({ state }) => state !== 'unlinked')
  const { direction, assignment } = document
  return {
    agency,
    arrivalNumber: String(document.arrivalNumber),
    arrivedOn: formatDate(document.arrivedOn),
    about: `${document.typeName} số ${document.symbol} ngày ${formatDate(document.issuedOn)} của ${document.issuer}`,
    // The form prints “Về việc:” itself.
    subject: document.subject.replace(/^(?:v\s*\/\s*v|về việc)\s*:?\s*/iu, ''),
    urgency: document.urgency,
    leader: {
      name: direction ? `${direction.directedByName}, ${direction.directedByPost}` : '',
      lead: leadOf(document, names('lead')),
      coordinate: names('coordinate'),
      inform: names('inform'),
      dueOn: direction?.dueOn ? formatDate(direction.dueOn) : '',
      words: direction?.words ?? '',
      date: direction ? day(direction.directedAt) : '',
    },
    unit: {
      name: assignment && direction?.unit ? `${direction.unit.headName}, ${direction.unit.headPost}` : '',
      person: assignment ? `${assignment.fullName} (${assignment.postTitle})` : '',
      dueOn: assignment?.dueOn ? formatDate(assignment.dueOn) : '',
      words: assignment?.words ?? '',
      date: assignment ? day(assignment.assignedAt) : '',
    },
    handler: {
      name: proposal?.proposedByName ?? '',
      words: proposal ? proposal.words || `Kết quả: ${proposal.label}` : '',
      date: proposal ? day(proposal.proposedAt) : '',
    },
  }
}

/** What the leader said, not what became of it: the unit where it went to one. */
function leadOf({ direction, forInformation }: IncomingView, person: string): string {
  if (!direction) return person
  if (forInformation) return 'Văn bản để biết'
  return direction.unit ? `${direction.unit.name} (${direction.unit.headName})` : person
}
