import type { RouterContextProvider } from 'react-router'
import { pageTry, pageWrite } from '../../ui/page-context.ts'
import { changeProcedure } from '../commands/change-procedure.ts'
import { closeProcedure } from '../commands/close-procedure.ts'
import { confirmVersion } from '../commands/confirm-version.ts'
import { withdrawVersion } from '../commands/withdraw-version.ts'
import { previewChange } from '../queries/preview-change.ts'

/** Runs what the page of a procedure asks for. */
export async function runProcedureAction(context: Readonly<RouterContextProvider>, form: FormData) {
  const idempotencyKey = String(form.get('idempotencyKey'))
  const text = (name: string) => form.get(name)?.toString()
  const procedureId = text('procedureId')
  const note = text('note') ?? ''
  switch (form.get('intent')) {
    case 'preview':
      return pageTry(context, previewChange, changeOf(form))
    case 'change':
      return pageWrite(context, changeProcedure, { input: { ...changeOf(form), note }, idempotencyKey })
    case 'close': {
      const input = { procedureId, closedOn: text('closedOn') ?? null, note }
      return pageWrite(context, closeProcedure, { input, idempotencyKey })
    }
    case 'withdraw': {
      const input = { procedureId, version: text('version'), note }
      return pageWrite(context, withdrawVersion, { input, idempotencyKey })
    }
    case 'confirm': {
      const fields = form.getAll('fields').map(String)
      const input = { procedureId, version: text('version'), against: text('against'), fields }
      return pageWrite(context, confirmVersion, { input, idempotencyKey })
    }
    default:
      throw new Response('Không rõ việc cần làm.', { status: 400 })
  }
}

function changeOf(form: FormData) {
  return {
    procedureId: form.get('procedureId'),
    basedOn: Number(form.get('basedOn')),
    validFrom: form.get('validFrom')?.toString(),
    change: readJson(form.get('change')),
    formText: form.get('formText')?.toString(),
  }
}

/** What the editor sends; anything else is left for the command to refuse. */
export function readJson(value: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(String(value))
  } catch {
    return undefined
  }
}
