import { Readable } from 'node:stream'
import type { RouterContextProvider } from 'react-router'
import { localDate } from '../../calendar/model/local-time.ts'
import { sanitizeFileName } from '../../files/model/file-name.ts'
import { AppError, type Problem, problemOf } from '../../platform/errors.ts'
import { pageContext, pageWrite } from '../../ui/page-context.ts'
import { importStatement } from '../commands/import-statement.ts'
import { readBankStatement } from '../jobs/read-statement.ts'
import { largestStatement } from '../model/statements/read-statement.ts'
import type { StatementFault, StatementFormat } from '../model/statements/statement.ts'

const mediaTypes: Readonly<Record<StatementFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  mt940: 'text/plain',
  camt053: 'application/xml',
}

export type BroughtStatement =
  | { ok: true; name: string; lines: number; fresh: number }
  | { ok: false; problem: Problem | null; faults: StatementFault[]; name: string }

/** Reads an uploaded statement and takes it in if nothing is wrong with it; of a faulty one nothing stays. */
export async function receiveStatement(
  context: Readonly<RouterContextProvider>,
  form: FormData,
): Promise<BroughtStatement> {
  const { services } = context.get(pageContext)
  const { blobs, clock } = services
  const file = form.get('tep')
  if (!(file instanceof File) || file.size === 0) return refused('Hãy chọn tệp sao kê.')
  if (file.size > largestStatement) return refused('Tệp lớn hơn 7 MB. Hãy tải sao kê theo từng tháng.')
  const name = sanitizeFileName(file.name)
  const arrived = await blobs.arrive(Readable.fromWeb(file.stream() as never), largestStatement)
  try {
    const read = await readBankStatement(services, { path: arrived.path, today: localDate(clock()) })
    if (!read.ok) return { ok: false, problem: null, faults: read.faults, name }
    const kept = await blobs.keep(arrived)
    const content = { ...kept, name, mediaType: mediaTypes[read.statement.format] }
    const written = await pageWrite(context, importStatement, {
      input: { file: content, statement: read.statement },
      idempotencyKey: String(form.get('idempotencyKey') ?? ''),
    })
    if (!written.ok) return { ok: false, problem: written.problem, faults: [], name }
    return { ok: true, name, lines: written.output.lines, fresh: written.output.fresh }
  } finally {
    await blobs.discard(arrived)
  }
}

function refused(detail: string): BroughtStatement {
  const problem = problemOf(new AppError('invalid_input', { detail, fields: { tep: detail } }))
  return { ok: false, problem, faults: [], name: '' }
}
