import { sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoWorkFile } from '../examples.ts'
import { lackSentence, lacksForClosing } from '../model/closing.ts'
import { changedWorkFile, closeInput } from '../model/inputs.ts'
import type { Medium } from '../model/states.ts'
import { keepers } from '../policy.ts'
import { closingDocuments } from '../queries/closing-facts.ts'
import { linkedDocuments } from '../queries/linked-documents.ts'
import { rulesOn } from '../queries/rules-on.ts'
import { changeFile } from './change-file.ts'
import { openForChange } from './open-for-change.ts'

/** Kết thúc hồ sơ (Điều 29 khoản 4), if nothing is missing; its documents are then put in the order of their dates. */
export const closeWorkFile = defineCommand({
  name: 'workfiles.close',
  title: 'Kết thúc hồ sơ công việc',
  audience: keepers,
  door: { method: 'POST', path: '/work-files/{id}/close' },
  input: closeInput,
  output: changedWorkFile,
  example: { ...demoWorkFile.ref('close'), endedOn: '2026-03-23', sheets: null, closingWords: '' },
  async run(tx, actor, { id, revision, endedOn, sheets, closingWords }) {
    const file = await openForChange(tx, actor, { id, revision, action: 'close' })
    const { row } = file
    const today = localDate(tx.now)
    const [{ rules }, documents, entry] = await Promise.all([
      rulesOn(tx.db, actor.officeId, today),
      closingDocuments(tx.db, actor, id),
      entrySymbolOf(tx, actor.officeId, row.entry_id),
    ])
    const lacks = lacksForClosing(
      {
        title: row.title,
        symbol: row.symbol,
        entrySymbol: entry,
        retentionCode: row.retention_code,
        retentionYears: row.retention_years,
        medium: row.medium as Medium,
        startedOn: row.started_on,
        endedOn,
        today,
        sheets,
        closingWords,
        documents,
      },
      rules,
    )
    if (lacks.length > 0) throw new AppError('wrong_state', { detail: lackSentence(lacks) })
    await orderByDate(tx, actor, id)
    return changeFile(tx, actor, {
      file,
      set: {
        state: 'closed',
        ended_on: endedOn,
        sheets,
        closing_words: closingWords,
        closed_at: tx.now,
        closed_by: actor.id,
      },
      event: { kind: 'closed', words: `Kết thúc hồ sơ, ${documents.length} văn bản, tài liệu.` },
      facts: { documents: documents.length },
    })
  },
})

async function entrySymbolOf(tx: Tx, officeId: string, entryId: string | null): Promise<string | null> {
  if (entryId === null) return null
  const entry = await tx.db
    .selectFrom('work_file_entries')
    .select('symbol')
    .where('office_id', '=', officeId)
    .where('id', '=', entryId)
    .executeTakeFirst()
  return entry?.symbol ?? null
}

/** Numbers the documents by their dates; those of one day stay as they came. */
async function orderByDate(tx: Tx, actor: Actor, workFileId: string): Promise<void> {
  const documents = await linkedDocuments(tx.db, {
    officeId: actor.officeId,
    workFileId,
    reader: 'everybody',
  })
  const inOrder = documents.toSorted((one, other) => {
    const [first, second] = [one.datedOn ?? '9999', other.datedOn ?? '9999']
    return first === second ? one.ordinal - other.ordinal : first < second ? -1 : 1
  })
  const places = inOrder.map(({ linkId }, index) => ({ id: linkId, ordinal: index + 1 }))
  await sql`update work_file_documents l set ordinal = p.ordinal
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p (id uuid, ordinal integer)
    where l.office_id = ${actor.officeId}::uuid and l.work_file_id = ${workFileId}::uuid and l.id = p.id`.execute(
    tx.db,
  )
}
