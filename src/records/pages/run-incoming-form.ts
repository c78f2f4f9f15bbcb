import type { RouterContextProvider } from 'react-router'
import { AppError, problemOf } from '../../platform/errors.ts'
import type { Command } from '../../platform/operations.ts'
import { typedIsoDate } from '../../ui/date-text.ts'
import { pageWrite } from '../../ui/page-context.ts'
import { assignIncoming } from '../commands/assign-incoming.ts'
import { attachToIncoming, correctIncoming } from '../commands/correct-incoming.ts'
import { decideOutcome } from '../commands/decide-outcome.ts'
import { directIncoming } from '../commands/direct-incoming.ts'
import { finishIncoming } from '../commands/finish-incoming.ts'
import { noteIncomingProgress, noteIncomingSeen, takeUpIncoming } from '../commands/handle-incoming.ts'
import { proposeOutcome } from '../commands/propose-outcome.ts'
import { returnDirection } from '../commands/return-direction.ts'
import { reopenIncoming, unlinkOutcome, voidIncoming } from '../commands/undo-incoming.ts'
import type { IncomingAction } from '../model/next-steps.ts'
import { unitMark } from './direction-dialog.tsx'
import { readDocumentFields } from './read-document-form.ts'

interface Way {
  command: unknown
  /** What the form adds to id and revision. */
  read(form: FormData): Record<string, unknown>
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim()
const all = (form: FormData, name: string) => form.getAll(name).map(String).filter(Boolean)
const nothing = () => ({})
const reason = (form: FormData) => ({ reason: text(form, 'reason') })

/** Who leads is a person or a unit, in one box. */
function leadOf(form: FormData) {
  const chosen = text(form, 'kind') === 'action' ? text(form, 'leadId') : ''
  const isUnit = chosen.startsWith(unitMark)
  return {
    leadId: isUnit ? null : chosen || null,
    leadUnitId: isUnit ? chosen.slice(unitMark.length) : null,
  }
}

const ways: Readonly<Record<IncomingAction, Way>> = {
  direct: {
    command: directIncoming,
    read: (form) => ({
      kind: text(form, 'kind'),
      ...leadOf(form),
      coordinateIds: text(form, 'kind') === 'action' ? all(form, 'coordinateIds') : [],
      informIds: all(form, 'informIds'),
      dueOn:
        text(form, 'kind') === 'action' && text(form, 'dueOn') ? typedIsoDate(text(form, 'dueOn')) : null,
      urgency: Number(text(form, 'urgency') || '0'),
      words: text(form, 'words'),
    }),
  },
  decideOutcome: {
    command: decideOutcome,
    read: (form) => ({
      accept: form.has('accept') ? text(form, 'accept') === 'yes' : undefined,
      words: text(form, 'words'),
    }),
  },
  assign: {
    command: assignIncoming,
    read: (form) => ({
      staffId: text(form, 'staffId'),
      dueOn: text(form, 'dueOn') ? typedIsoDate(text(form, 'dueOn')) : null,
      words: text(form, 'words'),
    }),
  },
  takeUp: { command: takeUpIncoming, read: nothing },
  proposeOutcome: {
    command: proposeOutcome,
    read: (form) => ({
      kind: text(form, 'kind'),
      dossierCode: text(form, 'dossierCode'),
      words: text(form, 'words'),
    }),
  },
  finish: { command: finishIncoming, read: nothing },
  noteProgress: { command: noteIncomingProgress, read: (form) => ({ words: text(form, 'words') }) },
  returnDirection: { command: returnDirection, read: reason },
  noteSeen: { command: noteIncomingSeen, read: nothing },
  correct: {
    command: correctIncoming,
    read: (form) => ({ ...readDocumentFields(form), ...reason(form) }),
  },
  attach: { command: attachToIncoming, read: (form) => ({ fileIds: all(form, 'fileIds') }) },
  unlink: {
    command: unlinkOutcome,
    read: (form) => ({ outcomeId: text(form, 'outcomeId'), ...reason(form) }),
  },
  reopen: { command: reopenIncoming, read: reason },
  void: { command: voidIncoming, read: reason },
}

/** The step that a form of the document's page asks for, with what its command takes; null for what is none. */
export function readIncomingStep(form: FormData, id: string) {
  const action = text(form, 'viec')
  const way = action in ways ? ways[action as IncomingAction] : null
  if (!way) return null
  const input = { id, revision: Number(text(form, 'revision')), ...way.read(form) }
  return { action: action as IncomingAction, command: way.command as Command, input }
}

/** Runs the step that a form of the document's page asks for. */
export async function runIncomingForm(context: Readonly<RouterContextProvider>, form: FormData, id: string) {
  const step = readIncomingStep(form, id)
  if (!step) return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  const idempotencyKey = text(form, 'idempotencyKey')
  return pageWrite(context, step.command, { input: step.input, idempotencyKey })
}
