import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { instantAt, type LocalDate } from '../../calendar/model/local-time.ts'
import { type InboxTask, inboxTasks } from '../../records/queries/incoming-inbox.ts'
import { type InternalInboxItem, internalTasks } from '../../records/queries/internal/internal-inbox.ts'
import type { OutgoingInboxItem } from '../../records/queries/outgoing/outgoing-inbox.ts'
import type { UrgencyLevel } from '../../ui/urgency-badge.tsx'
import type { InboxEntry } from './inbox-row.tsx'

/** What is due on a day is due when the office closes. */
const closing = (day: LocalDate) => instantAt(day, 17 * 60).getTime()
const untilDay = (day: LocalDate | null) => (day ? `Hạn: ${formatDate(day)}` : '')

interface IncomingItem {
  id: string
  arrivalNumber: number
  symbol: string
  issuer: string
  subject: string
  stateName: string
  dueOn: LocalDate | null
  dueUrgency: UrgencyLevel | null
  dueWords: string
  sortOn: LocalDate
  task: InboxTask
}

export function entryOfIncoming(item: IncomingItem): InboxEntry {
  return {
    id: item.id,
    to: `/van-ban-den/${item.id}`,
    name: `Số đến ${item.arrivalNumber}`,
    urgency: item.dueUrgency,
    dueWords: item.dueWords,
    when: untilDay(item.dueOn),
    from: `${item.symbol} · ${item.issuer}`,
    subject: item.subject,
    stepName: inboxTasks[item.task],
    stateName: item.stateName,
    tag: '',
    sortAt: closing(item.sortOn),
  }
}

export function entryOfOutgoing(item: OutgoingInboxItem): InboxEntry {
  return {
    id: item.id,
    to: `/van-ban-di/${item.id}`,
    name: item.code ? `Văn bản đi ${item.code}` : 'Dự thảo văn bản đi',
    urgency: item.dueUrgency,
    dueWords: item.dueWords,
    when: untilDay(item.dueOn),
    from: `${item.typeName} · ${item.drafter} soạn`,
    subject: item.subject,
    stepName: item.taskName,
    stateName: item.stateName,
    tag: item.urgent ? 'Khẩn' : '',
    sortAt: closing(item.sortOn),
  }
}

const internalPages = { meeting: '/hop-giay-moi', vote: '/lay-y-kien', submission: '/phieu-trinh' } as const
const internalNames = {
  meeting: 'Giấy mời họp',
  vote: 'Phiếu lấy ý kiến',
  submission: 'Phiếu trình',
} as const
const internalTimes = { meeting: 'Họp lúc', vote: 'Trả lời trước', submission: '' } as const

export function entryOfInternal({ id, task, subject, from, dueAt, sortAt }: InternalInboxItem): InboxEntry {
  return {
    id,
    to: internalPages[task],
    name: internalNames[task],
    urgency: null,
    dueWords: dueAt ? '' : 'không có hạn',
    when: dueAt ? `${internalTimes[task]} ${formatShortMoment(new Date(dueAt))}` : '',
    from,
    subject,
    stepName: internalTasks[task],
    stateName: 'Chờ trả lời',
    tag: '',
    sortAt: Date.parse(sortAt),
  }
}
