import { mayMove } from '../../dossiers/model/status.ts'

/** What a message to the portal does: the dossier as a whole, one line of its progress, or its state. */
export type MessageKind = 'dossier' | 'progress' | 'status'

export const messageKinds: Readonly<Record<MessageKind, string>> = {
  dossier: 'Gửi hồ sơ',
  progress: 'Gửi tiến trình',
  status: 'Gửi trạng thái',
}

/**
 * News of dossiers that the portal is told. `status`: the state that news without one of its own speaks of; null: as the
 * news says. `whole`: facts of the dossier itself have changed (dates, papers, result), so that it is sent anew.
 */
export const toldToPortal: Readonly<Record<string, { status: number | null; whole?: boolean }>> = {
  'dossier.received': { status: 2, whole: true },
  'dossier.refused': { status: 3 },
  'dossier.forwarded': { status: null },
  'dossier.taken_up': { status: null },
  'dossier.sent_back': { status: null },
  'dossier.supplement_requested': { status: 5 },
  'dossier.supplement_received': { status: null, whole: true },
  'dossier.withdrawal_asked': { status: 7 },
  'dossier.withdrawal_refused': { status: null },
  'dossier.withdrawn': { status: 8, whole: true },
  'dossier.stopped': { status: 8, whole: true },
  'dossier.extension_granted': { status: null, whole: true },
  'dossier.finished': { status: 9, whole: true },
  'dossier.returned': { status: 10, whole: true },
}

export interface PlannedMessage {
  kind: MessageKind
  status: number
}

/**
 * The messages that one piece of news leads to, in order. States between, which the national table asks for and of which there
 * was no news of their own (a copy certified on the spot is finished at once), are told on the way. News that comes late, after
 * the dossier has gone on, is a line of progress and no state.
 */
export function planMessages(news: {
  topic: string
  status: number
  before: number | null
}): PlannedMessage[] {
  const { topic, status, before } = news
  if (before === null)
    return [
      { kind: 'dossier', status },
      { kind: 'progress', status },
    ]
  const way = wayTo(before, status)
  if (way === null) return [{ kind: 'progress', status }]
  const whole = toldToPortal[topic]?.whole === true
  return [
    ...way.slice(0, -1).map((between) => ({ kind: 'status' as const, status: between })),
    ...(whole ? [{ kind: 'dossier' as const, status }] : []),
    { kind: 'progress', status },
    ...(before === status ? [] : [{ kind: 'status' as const, status }]),
  ]
}

/** States that a dossier passes without anybody's doing. */
const passable = [4, 9]

/** The states from one to another, the last one included; null where no way leads there: the news is late. */
function wayTo(before: number, status: number): number[] | null {
  if (before === status || mayMove(before, status)) return [status]
  for (const next of passable.filter((each) => each !== before && mayMove(before, each))) {
    const rest = wayTo(next, status)
    if (rest) return [next, ...rest]
  }
  // Before acceptance a withdrawal that is not agreed to leads back to where it was asked.
  return before === 7 ? [status] : null
}
