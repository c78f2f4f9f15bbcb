import type { AnyOperation } from '../platform/operations.ts'
import { admitAppointment, arriveWithAppointment } from './commands/admit-appointment.ts'
import { bookAppointment, cancelAppointment, setAppointmentRule } from './commands/appointments.ts'
import { callNext } from './commands/call-next.ts'
import { closePastTickets } from './commands/close-past-tickets.ts'
import { addDevice, revokeDevice } from './commands/devices.ts'
import {
  bringBack,
  callAgain,
  cancelTicket,
  endWithDossier,
  finishTicket,
  markAbsent,
  startServing,
} from './commands/serve-ticket.ts'
import { setQueueRules } from './commands/set-queue-rules.ts'
import { giveTicket, takeTicket } from './commands/take-ticket.ts'
import { transferTicket } from './commands/transfer-ticket.ts'
import { deskQueue } from './queries/desk-queue.ts'
import { displayBoard } from './queries/display-board.ts'
import { bookingChoices, listAppointmentRules, ownAppointment } from './queries/free-slots.ts'
import { kioskChoices } from './queries/kiosk.ts'
import { ownTicket } from './queries/own-ticket.ts'
import { pastDays } from './queries/past-days.ts'
import { queueFeed } from './queries/queue-feed.ts'
import { queueMeasures } from './queries/queue-measures.ts'
import { getQueueSetup } from './queries/queue-settings.ts'

/** Everything that can be done to tickets, for the registry. The examples go on from one another in this order. */
export const counterOperations: readonly AnyOperation[] = [
  takeTicket,
  giveTicket,
  callNext,
  callAgain,
  markAbsent,
  bringBack,
  transferTicket,
  cancelTicket,
  startServing,
  finishTicket,
  endWithDossier,
  closePastTickets,
  addDevice,
  revokeDevice,
  setQueueRules,
  setAppointmentRule,
  bookAppointment,
  cancelAppointment,
  arriveWithAppointment,
  admitAppointment,
  bookingChoices,
  ownAppointment,
  listAppointmentRules,
  kioskChoices,
  displayBoard,
  ownTicket,
  deskQueue,
  queueFeed,
  pastDays,
  queueMeasures,
  getQueueSetup,
]
