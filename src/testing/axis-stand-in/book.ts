import { randomUUID } from 'node:crypto'
import { checkEnvelope, type Envelope } from './check-envelope.ts'

/** An agency on the axis, with the identity of its system. */
export interface AxisMember {
  organId: string
  name: string
  systemId: string
  secretKey: string
}

export interface Answer {
  status: 'OK' | 'FAIL'
  errorCode: string
  errorDesc: string
  data: object[]
}
type ReceiverState = 'initial' | 'processing' | 'done' | 'fail'

interface Kept {
  docId: string
  envelope: Envelope
  bytes: Buffer
  at: string
  /** Organ id → how far it is with this message. */
  receivers: Map<string, ReceiverState>
}

export const answered = (data: object[] = []): Answer => ({
  status: 'OK',
  errorCode: '0',
  errorDesc: '',
  data,
})
export const refused = (errorCode: string, errorDesc: string): Answer => ({
  status: 'FAIL',
  errorCode,
  errorDesc,
  data: [],
})

/** What the axis remembers, and what it does for a member that has shown its secret. */
export function openAxisBook(members: readonly AxisMember[], clock: () => Date) {
  const messages: Kept[] = []
  const isMember = (organId: string) => members.some((each) => each.organId === organId)

  function send(member: AxisMember, kind: string, bytes: Buffer): Answer {
    if (kind !== 'edoc' && kind !== 'status') return refused('10', 'messagetype phải là edoc hoặc status')
    const envelope = checkEnvelope(bytes, kind)
    if (typeof envelope === 'string') return refused('19', envelope)
    if (envelope.from !== member.organId) return refused('20', 'cơ quan gửi không phải của hệ thống này')
    const to = receiversOf(envelope)
    const unknown = to.find((organId) => !isMember(organId))
    if (unknown !== undefined || to.length === 0)
      return refused('18', `không có cơ quan nhận ${unknown ?? ''}`)
    const earlier = messages.filter((each) => isSame(each.envelope, envelope))
    const again = earlier.find((each) => each.bytes.equals(bytes))
    if (again) return answered([{ docId: again.docId }])
    if (envelope.kind === 'edoc' && envelope.type === '0' && earlier.length > 0)
      return refused('21', 'DocumentId đã dùng cho nội dung khác')
    return answered([{ docId: keep(envelope, bytes, to) }])
  }

  /** A request to take back goes to all who got the document: its form has no place for them. */
  function receiversOf(envelope: Envelope): string[] {
    if (envelope.kind !== 'status' || envelope.type !== '13') return envelope.to
    return messages
      .filter(
        ({ envelope: { kind, from, documentId } }) =>
          kind === 'edoc' && from === envelope.from && documentId === envelope.documentId,
      )
      .flatMap((each) => [...each.receivers.keys()])
  }

  function keep(envelope: Envelope, bytes: Buffer, to: readonly string[]): string {
    const docId = randomUUID()
    const receivers = new Map(to.map((organId) => [organId, 'initial' as ReceiverState]))
    messages.push({ docId, envelope, bytes, at: clock().toISOString(), receivers })
    return docId
  }

  const visible = (member: AxisMember, docId: unknown) =>
    messages.find((each) => each.docId === docId && each.receivers.has(member.organId))

  return {
    messages,
    send,
    keep,
    agencies: () => answered(members.map(({ organId, name }) => ({ id: organId, code: organId, name }))),
    received(member: AxisMember, question: { kind: string; page: number; size: number; withDone: boolean }) {
      const waiting = messages.filter(({ envelope, receivers }) => {
        const state = receivers.get(member.organId)
        const isOpen = state === 'initial' || state === 'processing'
        return envelope.kind === question.kind && state !== undefined && (isOpen || question.withDone)
      })
      const from = question.page * question.size
      return answered(
        waiting.slice(from, from + question.size).map(({ docId, envelope, at, receivers }) => ({
          docId,
          from: envelope.from,
          messagetype: envelope.kind,
          status: receivers.get(member.organId),
          created: at,
        })),
      )
    },
    content: (member: AxisMember, docId: unknown) => visible(member, docId)?.bytes ?? null,
    setState(member: AxisMember, docId: unknown, state: unknown): Answer {
      const message = visible(member, docId)
      if (!message) return refused('22', 'không có gói tin này')
      if (state !== 'done' && state !== 'fail' && state !== 'processing')
        return refused('10', 'status không đúng')
      message.receivers.set(member.organId, state)
      return answered()
    },
  }
}

function isSame(one: Envelope, other: Envelope): boolean {
  return one.kind === other.kind && one.from === other.from && one.documentId === other.documentId
}
