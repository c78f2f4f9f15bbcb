import type { MessageEvent } from '../../notifications/model/events.ts'
import { openStatuses } from './status.ts'

/** News of a dossier that its citizen is told. */
export const toldToCitizen: Readonly<Record<string, MessageEvent>> = {
  'dossier.received': 'received',
  'dossier.supplement_requested': 'supplement_requested',
  'dossier.extension_granted': 'extension_granted',
  'dossier.finished': 'finished',
  'dossier.reminder_due': 'reminder_due',
  'dossier.returned': 'returned',
  'dossier.stopped': 'stopped',
}

/** News of a dossier that the officers who have to act are told. */
export const toldToStaff: Readonly<Record<string, MessageEvent>> = {
  'dossier.forwarded': 'handed_over',
  'dossier.sent_back': 'handed_over',
  'dossier.supplement_received': 'handed_over',
  'dossier.due_soon': 'due_soon',
  'dossier.late': 'late',
}

export const toldTopics: readonly string[] = [...Object.keys(toldToCitizen), ...Object.keys(toldToStaff)]

/**
 * Whether what the news says has been overtaken when it is told: nobody is asked to fetch what was handed over (a copy
 * certified while the citizen waits goes through all states at once), nor hurried over what is done.
 */
export function isOvertaken(topic: string, status: number): boolean {
  if (['dossier.received', 'dossier.finished', 'dossier.reminder_due'].includes(topic)) return status === 10
  if (topic === 'dossier.supplement_requested') return status !== 5
  return topic in toldToStaff && !openStatuses.includes(status)
}
