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
  'dossier.supplemented_online': { status: null, whole: true },
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
 * The messages that one piece of news leads to, in order. A state that the national table does not reach in one step
 * (a copy certified on the spot is finished without having been "in process") is reached through state 4.
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
  const planned: PlannedMessage[] = []
  if (before !== status && !mayMove(before, status) && mayMove(before, 4) && mayMove(4, status))
    planned.push({ kind: 'status', status: 4 })
  if (toldToPortal[topic]?.whole) planned.push({ kind: 'dossier', status })
  planned.push({ kind: 'progress', status })
  if (before !== status) planned.push({ kind: 'status', status })
  return planned
}
