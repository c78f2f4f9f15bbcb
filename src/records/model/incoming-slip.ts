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
  const { direction } = document
  return {
    agency,
    arrivalNumber: String(document.arrivalNumber),
    arrivedOn: formatDate(document.arrivedOn),
    about: `${document.typeName} số ${document.symbol} ngày ${formatDate(document.issuedOn)} của ${document.issuer}`,
    subject: document.subject,
    urgency: document.urgency,
    leader: {
      name: direction ? `${direction.directedByName}, ${direction.directedByPost}` : '',
      lead: direction && document.forInformation ? 'Văn bản để biết' : names('lead'),
      coordinate: names('coordinate'),
      inform: names('inform'),
      dueOn: document.dueOn ? formatDate(document.dueOn) : '',
      words: direction?.words ?? '',
      date: direction ? day(direction.directedAt) : '',
    },
    handler: {
      name: proposal?.proposedByName ?? '',
      words: proposal ? proposal.words || `Kết quả: ${proposal.label}` : '',
      date: proposal ? day(proposal.proposedAt) : '',
    },
  }
}
