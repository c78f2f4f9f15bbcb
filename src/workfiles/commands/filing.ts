import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import {
  type Actor,
  type AuditEntry,
  type Command,
  defineCommand,
  type Outcome,
  type Tx,
} from '../../platform/operations.ts'
import { parseInput } from '../../platform/parse.ts'
import { decideOutcome } from '../../records/commands/decide-outcome.ts'
import { finishIncoming, finishManyIncoming } from '../../records/commands/finish-incoming.ts'
import { proposeOutcome } from '../../records/commands/propose-outcome.ts'
import { demoIncomingId, demoIncomingRef } from '../../records/examples.ts'
import { changedIncoming } from '../../records/model/incoming-inputs.ts'
import { type FilingChoice, filingChoice, filingOfMany } from '../model/inputs.ts'
import { keepers } from '../policy.ts'
import { addFileEvents, auditOf } from './change-file.ts'
import { addLinks, requireReadable } from './file-documents.ts'
import { openForChange } from './open-for-change.ts'
import { openNewFile } from './open-work-file.ts'

interface FiledDocument {
  kind: 'incoming' | 'outgoing'
  documentId: string
}

interface Filed {
  documents: readonly FiledDocument[]
  filing: FilingChoice
}

/** Does what the handler chose for documents, in the transaction that finishes them. */
export async function applyFiling(tx: Tx, actor: Actor, { documents, filing }: Filed): Promise<AuditEntry[]> {
  if (filing.choice === 'none') return sayUnfiled(tx, actor, documents)
  if (filing.choice === 'kept')
    return Promise.all(documents.map((document) => keepFiled(tx, actor, document)))
  const opened = filing.choice === 'open' ? await openNewFile(tx, actor, filing.file) : null
  const file =
    opened ??
    (await openForChange(tx, actor, {
      id: filing.choice === 'file' ? filing.workFileId : '',
      action: 'file',
    }))
  const added = await addLinks(tx, actor, { file, documents })
  if (added.length > 0) {
    const event = { kind: 'filed', words: `Thêm ${added.length} văn bản vào hồ sơ khi kết thúc xử lý.` }
    await addFileEvents(tx, actor, [{ workFileId: file.id, event }])
  }
  const linked = { action: 'workfiles.file', ...auditOf(file, { event: 'filed', documents: added }) }
  return opened ? [{ action: 'workfiles.open', ...opened.audit }, linked] : [linked]
}

/** Notes that documents the actor may see lie in no file yet; of one that does, nothing is noted. */
async function sayUnfiled(tx: Tx, actor: Actor, documents: readonly FiledDocument[]): Promise<AuditEntry[]> {
  await requireReadable(tx, actor, documents)
  const kinds = documents.map(({ kind }) => kind)
  const ids = documents.map(({ documentId }) => documentId)
  await sql`insert into work_file_unfiled (office_id, kind, document_id, said_at, said_by)
    select ${actor.officeId}::uuid, d.kind, d.id, ${tx.now}::timestamptz, ${actor.id}::uuid
    from unnest(${kinds}::text[], ${ids}::uuid[]) as d (kind, id)
    where not exists (select 1 from work_file_documents l where l.office_id = ${actor.officeId}::uuid and l.kind = d.kind
      and l.document_id = d.id and l.removed_at is null)
    on conflict do nothing`.execute(tx.db)
  return documents.map(({ kind, documentId }) => ({
    action: 'workfiles.unfiled',
    subjectType: `${kind}_document`,
    subjectId: documentId,
    facts: { filed: false },
  }))
}

/** Leaves a document in the files in which it lies. Fails with invalid_input where it lies in none. */
async function keepFiled(tx: Tx, actor: Actor, document: FiledDocument): Promise<AuditEntry> {
  const { kind, documentId } = document
  await requireReadable(tx, actor, [document])
  const lies = await tx.db
    .selectFrom('work_file_documents')
    .select('work_file_id')
    .where('office_id', '=', actor.officeId)
    .where('kind', '=', kind)
    .where('document_id', '=', documentId)
    .where('removed_at', 'is', null)
    .execute()
  if (lies.length === 0) {
    throw new AppError('invalid_input', {
      fields: {
        filing: 'Văn bản không còn nằm trong hồ sơ nào. Hãy chọn hồ sơ, hoặc chọn “Chưa lập hồ sơ”.',
      },
    })
  }
  const facts = { filed: true, files: lies.map(({ work_file_id }) => work_file_id) }
  return { action: 'workfiles.kept', subjectType: `${kind}_document`, subjectId: documentId, facts }
}

/** Entries of the step under its own name, then those of the filing. */
function withFiled(
  [first, ...others]: Outcome<unknown>['audit'],
  filed: readonly AuditEntry[],
  step: string,
): Outcome<unknown>['audit'] {
  const named = (entry: AuditEntry) => ({ ...entry, action: entry.action ?? step })
  return [named(first), ...others.map(named), ...filed]
}

/**
 * A step that ends the work on an incoming document, with the question of the work file answered in the same transaction:
 * both or neither. The step itself is the records' own command, with its rules.
 */
function withFiling<I extends z.ZodObject>(
  step: Command<I, typeof changedIncoming>,
  declared: { name: string; title: string; path: string; example: object },
) {
  return defineCommand({
    name: declared.name,
    title: declared.title,
    audience: step.audience,
    door: { method: 'POST', path: declared.path },
    input: z.strictObject({ id: z.uuid(), step: z.looseObject({}), filing: filingChoice }),
    output: changedIncoming,
    example: declared.example as never,
    async run(tx, actor, { id, step: given, filing }) {
      const input = parseInput(step.input, { ...given, id })
      const done = await step.run(tx, actor, input)
      const filed = await applyFiling(tx, actor, {
        documents: [{ kind: 'incoming', documentId: id }],
        filing,
      })
      return { ...done, audit: withFiled(done.audit, filed, step.name) }
    },
  })
}

const none = { choice: 'none' } as const
const stepExample = (which: 'finishFiled' | 'proposeFiled' | 'decideFiled', more: object = {}) => ({
  id: demoIncomingId(which),
  step: { revision: demoIncomingRef(which).revision, ...more },
  filing: none,
})

export const finishIncomingFiled = withFiling(finishIncoming, {
  name: 'workfiles.finishIncoming',
  title: 'Kết thúc văn bản đến và đưa vào hồ sơ công việc',
  path: '/incoming/{id}/finish',
  example: stepExample('finishFiled'),
})

export const proposeOutcomeFiled = withFiling(proposeOutcome, {
  name: 'workfiles.proposeOutcome',
  title: 'Ghi kết quả văn bản đến và đưa vào hồ sơ công việc',
  path: '/incoming/{id}/outcomes',
  example: stepExample('proposeFiled', {
    kind: 'explanation',
    words: 'Nội dung đã thực hiện theo kế hoạch năm, không cần văn bản trả lời.',
  }),
})

export const decideOutcomeFiled = withFiling(decideOutcome, {
  name: 'workfiles.decideOutcome',
  title: 'Duyệt kết quả văn bản đến và đưa vào hồ sơ công việc',
  path: '/incoming/{id}/decide',
  example: stepExample('decideFiled', { accept: true }),
})

/** Kết thúc nhiều văn bản, each by its own rule, those that were finished with one answer to the question of the file. */
export const finishManyFiled = defineCommand({
  name: 'workfiles.finishManyIncoming',
  title: 'Kết thúc nhiều văn bản đến và đưa vào hồ sơ công việc',
  audience: finishManyIncoming.audience,
  door: { method: 'POST', path: '/incoming/finish' },
  input: finishManyIncoming.input.extend({ filing: filingOfMany }),
  output: finishManyIncoming.output,
  example: { documents: [demoIncomingRef('finishMany')], filing: none },
  async run(tx, actor, { documents, filing }) {
    const done = await finishManyIncoming.run(tx, actor, { documents })
    const finished = done.output.results
      .filter((each) => each.finished)
      .map(({ id }) => ({ kind: 'incoming' as const, documentId: id }))
    const filed = finished.length > 0 ? await applyFiling(tx, actor, { documents: finished, filing }) : []
    return { ...done, audit: withFiled(done.audit, filed, finishManyIncoming.name) }
  },
})

/** Đưa văn bản vào hồ sơ, or say that there is none yet, on the document's own page. */
export const chooseFiling = defineCommand({
  name: 'workfiles.chooseFiling',
  title: 'Chọn hồ sơ công việc cho một văn bản',
  audience: keepers,
  door: { method: 'POST', path: '/filings' },
  input: z.strictObject({
    kind: z.enum(['incoming', 'outgoing']),
    documentId: z.uuid(),
    filing: filingChoice,
  }),
  output: z.object({ documentId: z.uuid() }),
  example: { kind: 'incoming', documentId: demoIncomingId('noteSeen'), filing: none },
  async run(tx, actor, { kind, documentId, filing }) {
    const [first, ...others] = await applyFiling(tx, actor, { documents: [{ kind, documentId }], filing })
    if (!first) throw new Error('a filing leaves a trace')
    return { output: { documentId }, audit: [first, ...others] }
  },
})
