import type { MessageEvent } from '../../notifications/model/events.ts'
import { openStatuses } from './status.ts'

/** News of a dossier that its citizen is told. */
export const toldToCitizen: Readonly<Record<string, MessageEvent>> = {
  'dossier.filed_online': 'filed',
  'dossier.received': 'received',
  'dossier.refused': 'refused',
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
  'dossier.filed_online': 'filing_arrived',
  'dossier.supplement_filed': 'filing_arrived',
  'dossier.withdrawal_asked': 'filing_arrived',
  'dossier.filing_late': 'filing_late',
  'dossier.due_soon': 'due_soon',
  'dossier.late': 'late',
}

/** News of what came online and waits for the office's answer, whether or not the dossier was received. */
export const filingTopics: readonly string[] = [
  'dossier.filed_online',
  'dossier.supplement_filed',
  'dossier.withdrawal_asked',
  'dossier.filing_late',
]

export const toldTopics: readonly string[] = [
  ...new Set([...Object.keys(toldToCitizen), ...Object.keys(toldToStaff)]),
]

/**
 * Whether what the news says has been overtaken when it is told: nobody is asked to fetch what was handed over (a copy
 * certified while the citizen waits goes through all states at once), nor hurried over what is done.
 */
export function isOvertaken(topic: string, status: number): boolean {
  if (['dossier.received', 'dossier.finished', 'dossier.reminder_due'].includes(topic)) return status === 10
  if (topic === 'dossier.supplement_requested') return status !== 5
  if (filingTopics.includes(topic)) return ![1, 5, 7].includes(status)
  return topic in toldToStaff && !openStatuses.includes(status)
}
