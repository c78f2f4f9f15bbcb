import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { demoIncomingRef, registerExample } from '../examples.ts'
import { symbolKey } from '../model/document-fields.ts'
import { attachInput, changedIncoming, correctInput } from '../model/incoming-inputs.ts'
import { incomingSearchText } from '../model/search-words.ts'
import { clerks, requireStep } from '../policy.ts'
import { changeIncoming } from './change-incoming.ts'
import { requireSoundFields } from './check-fields.ts'
import { keepFiles } from './keep-files.ts'
import { openIncoming } from './open-incoming.ts'
import { findSame, requireField } from './register-incoming.ts'

const { channel: _, ...correctedExample } = registerExample

/** Sửa thông tin đăng ký: the number and the days of arrival stay; what was there before is kept in the journal. */
export const correctIncoming = defineCommand({
  name: 'records.correctIncoming',
  title: 'Sửa thông tin đăng ký văn bản đến',
  audience: clerks,
  door: { method: 'POST', path: '/incoming/{id}/correct' },
  input: correctInput,
  output: changedIncoming,
  example: {
    ...demoIncomingRef('correct'),
    ...correctedExample,
    symbol: '813/SNV-CCHC',
    reason: 'Gõ nhầm số của văn bản khi đăng ký.',
  },
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('correct', document, actor)
    const before = await tx.db
      .selectFrom('incoming_documents')
      .selectAll()
      .where('office_id', '=', actor.officeId)
      .where('id', '=', document.id)
      .executeTakeFirstOrThrow()
    // Only what is corrected is looked at: the day of arrival was judged when it was registered.
    requireSoundFields(input, { arrivedOn: before.arrived_on, today: before.arrived_on })
    await requireField(tx, actor, input.fieldCode)
    const same = await findSame(tx, actor, input)
    if (same && same.id !== document.id && before.duplicate_of === null) {
      throw new AppError('conflict', {
        detail: `Sau khi sửa, văn bản trùng với số đến ${same.arrivalNumber}. Hãy kiểm tra lại số, ký hiệu, cơ quan ban hành và ngày.`,
      })
    }
    const set = {
      issuer: input.issuer,
      issuer_key: foldVietnamese(input.issuer),
      symbol: input.symbol,
      symbol_key: symbolKey(input.symbol),
      issued_on: input.issuedOn,
      type_name: input.typeName,
      subject: input.subject,
      language: input.language,
      page_count: input.pageCount ?? before.page_count,
      signer_post: input.signerPost,
      signer_name: input.signerName,
      urgency: input.urgency,
      circulation: input.circulation,
      restricted: input.restricted,
      field_code: input.fieldCode,
      reply_by: input.replyBy,
      note: input.note,
      search_text: incomingSearchText(input),
    }
    const changed = Object.entries(set).filter(
      ([name, value]) =>
        !name.endsWith('_key') && name !== 'search_text' && value !== before[name as keyof typeof set],
    )
    if (changed.length === 0) throw new AppError('invalid_input', { detail: 'Chưa có gì được sửa.' })
    const was = Object.fromEntries(changed.map(([name]) => [name, before[name as keyof typeof set]]))
    return changeIncoming(tx, actor, {
      document,
      set,
      event: { kind: 'corrected', words: `Sửa thông tin đăng ký: ${input.reason}`, facts: { was } },
    })
  },
})

/** Thêm tệp: the scan of what was registered as paper, or a further annex. */
export const attachToIncoming = defineCommand({
  name: 'records.attachToIncoming',
  title: 'Thêm tệp vào văn bản đến',
  audience: clerks,
  input: attachInput,
  output: changedIncoming,
  async run(tx, actor, input) {
    const document = await openIncoming(tx, actor, input)
    requireStep('attach', document, actor)
    const kept = await tx.db
      .selectFrom('incoming_files')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', document.id)
      .executeTakeFirstOrThrow()
    await keepFiles(tx, actor, { incomingId: document.id, fileIds: input.fileIds, from: Number(kept.count) })
    return changeIncoming(tx, actor, {
      document,
      set: {},
      event: {
        kind: 'files_added',
        words: `Thêm ${input.fileIds.length} tệp.`,
        facts: { fileIds: input.fileIds },
      },
    })
  },
})
