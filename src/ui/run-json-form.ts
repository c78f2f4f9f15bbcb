import { AppError, problemOf } from '../platform/errors.ts'
import type { Command } from '../platform/operations.ts'
import type { pageWrite, Written } from './page-context.ts'

type Run = typeof pageWrite

/**
 * Runs what a dialog asks for: `viec` names one of the page's commands, `input` is what that takes, as JSON. A form that
 * cannot be read is refused in words.
 */
export async function runJsonForm(
  run: Run,
  context: Parameters<Run>[0],
  asked: { form: FormData; works: Readonly<Record<string, unknown>> },
): Promise<Written<unknown>> {
  const { form, works } = asked
  const command = works[String(form.get('viec'))] as Command | undefined
  if (!command) return { ok: false, problem: problemOf(new AppError('malformed_request')) }
  let input: unknown
  try {
    input = JSON.parse(String(form.get('input') ?? ''))
  } catch {
    return { ok: false, problem: problemOf(new AppError('malformed_request')) }
  }
  return run(context, command, { input, idempotencyKey: String(form.get('idempotencyKey')) })
}
