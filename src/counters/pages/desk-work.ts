import type { Command } from '../../platform/operations.ts'
import { admitAppointment } from '../commands/admit-appointment.ts'
import { callNext } from '../commands/call-next.ts'
import {
  bringBack,
  callAgain,
  cancelTicket,
  finishTicket,
  markAbsent,
  startServing,
} from '../commands/serve-ticket.ts'
import { giveTicket } from '../commands/take-ticket.ts'
import { transferTicket } from '../commands/transfer-ticket.ts'

/** What the desk's forms ask for, by the word in `viec`: the command and which boxes it takes. */
const works = {
  'goi-tiep': [callNext, ['deskId']],
  'goi-lai': [callAgain, ['ticketId']],
  'bat-dau': [startServing, ['ticketId']],
  xong: [finishTicket, ['ticketId']],
  'xong-ho-so': [finishTicket, ['ticketId', 'dossierCode']],
  'vang-mat': [markAbsent, ['ticketId']],
  'co-mat': [bringBack, ['ticketId']],
  huy: [cancelTicket, ['ticketId']],
  chuyen: [transferTicket, ['ticketId', 'fieldCode', 'deskId']],
  'den-hen': [admitAppointment, ['appointmentId']],
  'cap-so': [giveTicket, ['fieldCode', 'priority']],
} as const

export type DeskWork = keyof typeof works

export function deskWork(form: FormData): { viec: DeskWork; command: Command; input: unknown } | null {
  const viec = String(form.get('viec') ?? '')
  if (!isWork(viec)) return null
  const [command, names] = works[viec]
  const filled = names.map((name) => [name, String(form.get(name) ?? '')] as const)
  // A box left empty is one that was not filled in.
  const input = Object.fromEntries(filled.filter(([, value]) => value !== ''))
  return { viec, command: command as unknown as Command, input }
}

function isWork(text: string): text is DeskWork {
  return Object.hasOwn(works, text)
}
