import type { Actor } from '../platform/operations.ts'
import { demoInternalId } from '../records/model/outgoing/demo-outgoing.ts'
import type { TestApp } from '../testing/app.ts'
import { closeWorkFile } from './commands/close-work-file.ts'
import { fileDocuments } from './commands/file-documents.ts'
import { openWorkFile } from './commands/open-work-file.ts'

let made = 0

/** An open work file of the actor with a symbol that no other has. */
export async function openFile(
  test: TestApp,
  keeper: Actor,
  own: { retentionCode?: string | null; year?: number; startedOn?: string; kind?: 'construction' } = {},
): Promise<{ id: string; revision: number; symbol: string }> {
  made += 1
  const symbol = `${made}.TEST`
  const opened = await test.write(keeper, openWorkFile, {
    symbol,
    title: `Hồ sơ về việc kiểm thử số ${made}`,
    retentionCode: '10',
    startedOn: '2026-01-05',
    ...own,
  })
  return { ...opened, symbol }
}

/** A closed one, with the meeting of the demonstration in it, ended on a day. */
export async function closedFile(
  test: TestApp,
  keeper: Actor,
  own: Parameters<typeof openFile>[2] & { endedOn: string },
): Promise<{ id: string; revision: number; symbol: string }> {
  const { endedOn, ...opening } = own
  const { id, symbol } = await openFile(test, keeper, opening)
  const meeting = { kind: 'meeting' as const, documentId: demoInternalId('meeting') }
  const filed = await test.write(keeper, fileDocuments, { workFileId: id, documents: [meeting] })
  const closed = await test.write(keeper, closeWorkFile, { id, revision: filed.revision, endedOn })
  return { ...closed, symbol }
}
