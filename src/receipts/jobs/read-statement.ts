import type { Services } from '../../platform/services.ts'
import { type ReadStatement, refuse } from '../model/statements/statement.ts'

export interface StatementToRead {
  path: string
  today: string
}

/** Reads a statement that somebody brought, in a thread of its own with a limit of time and memory. */
export async function readBankStatement(
  services: Pick<Services, 'inThread'>,
  asked: StatementToRead,
): Promise<ReadStatement> {
  const limits = { milliseconds: 60_000, memory: 1024 }
  const read = await services.inThread<ReadStatement>('receipts/jobs/read-statement-worker.ts', asked, limits)
  return typeof read === 'string' ? refuse('Tệp quá lớn hoặc bị hỏng, không đọc được.') : read
}
