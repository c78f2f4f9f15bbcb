/** A meeting as calendars of other programs take it. */
export interface CalendarMeeting {
  id: string
  /** Counts changes, so that a calendar replaces what it had. */
  sequence: number
  cancelled: boolean
  subject: string
  description: string
  location: string
  startsAt: Date
  endsAt: Date
  changedAt: Date
  organiser: string
}

/**
 * The meeting as a calendar file (iCalendar, RFC 5545): UTC times, lines of at most 75 octets folded between characters,
 * texts escaped. `domain` makes the identifier one of the whole world.
 */
export function calendarFile(meeting: CalendarMeeting, domain: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Mot Cua//Giay moi hop//VI',
    'CALSCALE:GREGORIAN',
    `METHOD:${meeting.cancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${meeting.id}@${domain}`,
    `SEQUENCE:${meeting.sequence}`,
    `DTSTAMP:${utc(meeting.changedAt)}`,
    `DTSTART:${utc(meeting.startsAt)}`,
    `DTEND:${utc(meeting.endsAt)}`,
    `SUMMARY:${escaped(meeting.subject)}`,
    `LOCATION:${escaped(meeting.location)}`,
    ...(meeting.description === '' ? [] : [`DESCRIPTION:${escaped(meeting.description)}`]),
    `CONTACT:${escaped(meeting.organiser)}`,
    `STATUS:${meeting.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** `20260401T010000Z`. */
function utc(moment: Date): string {
  return `${moment.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/** Text by RFC 5545, 3.3.11; controls other than line ends cannot stand in it. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '')
}

/** A continuation begins with a space, which counts; no character is cut in two (3.1). */
function folded(line: string): string {
  let [done, size] = ['', 0]
  for (const character of line) {
    const octets = Buffer.byteLength(character)
    if (size + octets > 75) {
      done += '\r\n '
      size = 1
    }
    done += character
    size += octets
  }
  return done
}
