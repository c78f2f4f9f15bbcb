import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { recordSending } from '../../records/commands/outgoing/issue-outgoing.ts'
import { demoOutgoingRef } from '../../records/model/outgoing/demo-outgoing.ts'
import { outgoingChanged, outgoingRef } from '../../records/model/outgoing/outgoing-inputs.ts'
import { demoAxisAgencyId } from '../examples.ts'
import { clerks, refusePractice } from '../policy.ts'
import { loadOwn } from '../queries/load-own.ts'
import { queueMessages } from './queue-message.ts'
import { travellingId } from './travelling-id.ts'

/**
 * Gửi liên thông (QĐ 28/2018/QĐ-TTg Điều 8): an issued document goes to agencies of the directory with its signed file. The
 * book of sendings and the queue are written together, so that neither says what the other does not.
 */
export const sendDocument = defineCommand({
  name: 'interchange.sendDocument',
  title: 'Gửi văn bản đi qua liên thông',
  audience: clerks,
  door: { method: 'POST', path: '/outgoing-documents/{id}/interchange' },
  input: z.strictObject({
    ...outgoingRef,
    agencyIds: z
      .array(z.uuid())
      .min(1, 'Hãy chọn ít nhất một cơ quan.')
      .max(60, 'Mỗi lần tối đa 60 cơ quan.'),
  }),
  output: outgoingChanged,
  example: { ...demoOutgoingRef('interchange'), agencyIds: [demoAxisAgencyId] },
  async run(tx, actor, { id, revision, agencyIds }) {
    refusePractice(actor)
    const agencies = await reachable(tx, actor, [...new Set(agencyIds)])
    const recorded = await recordSending(tx, actor, {
      id,
      revision,
      recipients: agencies.map(({ name }) => name),
      way: 'interchange',
      addresses: [],
      sentOn: localDate(tx.now),
      copies: 1,
      envelopes: 0,
      receivedBy: '',
      note: '',
    })
    const { documentId, hasFile } = await travellingId(tx, actor, id)
    if (!hasFile) {
      throw new AppError('wrong_state', {
        detail: 'Văn bản chưa có bản đã ký dạng tệp để gửi. Hãy quét bản đã ký hoặc ký số, rồi gửi.',
      })
    }
    const queued = await queueMessages(tx, actor, {
      agencyIds: agencies.map((agency) => agency.id),
      kind: 'document',
      outgoingId: id,
      documentId,
      thread: id,
      by: actor.name,
    })
    const twice = agencies.filter((agency) => !queued.includes(agency.id))
    if (twice.length > 0)
      throw refused(`Đã gửi cho ${twice.map(({ name }) => name).join('; ')}. Hãy bỏ chọn.`)
    const [first] = recorded.audit
    return { ...recorded, audit: [{ ...first, facts: { ...first.facts, agencyIds, documentId } }] }
  },
})

const refused = (sentence: string) => new AppError('invalid_input', { fields: { agencyIds: sentence } })

async function reachable(tx: Tx, { officeId }: Actor, ids: readonly string[]) {
  const [agencies, own] = await Promise.all([
    tx.db
      .selectFrom('interchange_agencies')
      .select(['id', 'name', 'via', 'active'])
      .where('office_id', '=', officeId)
      .where('id', 'in', ids)
      .execute(),
    loadOwn(tx.db, officeId),
  ])
  if (agencies.length < ids.length) throw refused('Có cơ quan không còn trong danh bạ. Hãy chọn lại.')
  const closed = agencies.find(({ active, via }) => !active || via === 'manual')
  if (closed) throw refused(`${closed.name} không nhận liên thông. Hãy gửi cách khác.`)
  if (!own.active && agencies.some(({ via }) => via === 'axis'))
    throw refused(
      'Đơn vị chưa kết nối trục liên thông. Quản trị đặt kết nối ở trang “Trục liên thông văn bản”.',
    )
  return agencies
}
