import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { takeNumber } from '../../platform/numbering.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { requirePaid } from '../../receipts/commands/put-due.ts'
import { demoRef } from '../examples.ts'
import { changedOutput } from '../model/inputs.ts'
import { makeParcelListInput, sendParcelInput, takeBackParcelInput } from '../model/return-inputs.ts'
import { requireAction, requireReception } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { returnedColumns } from './hand-out-result.ts'
import { type OpenDossier, openDossier } from './open-dossier.ts'
import { openAll, together } from './return-many.ts'

/**
 * Lập danh sách bưu gửi: results to be posted, each with a label. To whom is kept as it stands now. Numbered without a
 * gap in the year.
 */
export const makeParcelList = defineCommand({
  name: 'dossiers.makeParcelList',
  title: 'Lập danh sách gửi kết quả qua bưu chính',
  audience: ['counter'],
  door: { method: 'POST', path: '/parcel-lists', status: 201 },
  input: makeParcelListInput,
  output: z.object({ id: z.uuid(), number: z.int(), year: z.int(), dossiers: z.array(changedOutput) }),
  example: { dossiers: [demoRef('post')] },
  async run(tx, actor, input) {
    const opened = await openAll(tx, actor, input.dossiers)
    for (const dossier of opened) {
      requireAction('returnResult', dossier, actor)
      await requirePaid(tx, actor, { dossierId: dossier.id })
      requireAddress(dossier)
    }
    await refuseUnderWay(tx, actor, opened)
    const year = Number(localDate(tx.now).slice(0, 4))
    const id = uuid()
    const number = await takeNumber(tx.db, actor.officeId, { name: 'parcel-list', period: String(year) })
    await tx.db
      .insertInto('parcel_lists')
      .values({
        office_id: actor.officeId,
        id,
        number,
        year,
        made_at: tx.now,
        made_by: actor.id,
        maker_name: actor.name,
      })
      .execute()
    await tx.db
      .insertInto('parcels')
      .values(
        opened.map((dossier, ordinal) => ({
          office_id: actor.officeId,
          id: uuid(),
          list_id: id,
          dossier_id: dossier.id,
          ordinal,
          receiver_name: dossier.applicantName,
          receiver_address: dossier.returnAddress || dossier.address,
          receiver_phone: dossier.phone,
        })),
      )
      .execute()
    const changed = await Promise.all(
      opened.map((dossier) =>
        changeDossier(tx, actor, {
          dossier,
          set: {},
          event: {
            kind: 'parcel_listed',
            publicText: 'Kết quả đang được chuyển cho bưu chính.',
            facts: { list: number },
          },
        }),
      ),
    )
    const { output, ...outcome } = together(changed)
    return { ...outcome, output: { id, number, year, ...output } }
  },
})

function requireAddress(dossier: OpenDossier): void {
  if (dossier.status !== 9) {
    throw new AppError('wrong_state', {
      detail: `Hồ sơ ${dossier.code} không còn chờ trả kết quả. Hãy tải lại trang.`,
    })
  }
  if (dossier.returnAddress || dossier.address) return
  throw new AppError('invalid_input', {
    fields: {
      dossiers: `Hồ sơ ${dossier.code} không có địa chỉ nhận. Hãy liên hệ công dân hoặc trả tại quầy.`,
    },
  })
}

/** Each result is in one parcel only; the unique index has the last word. */
async function refuseUnderWay(tx: Tx, actor: Actor, dossiers: readonly OpenDossier[]): Promise<void> {
  const taken = await tx.db
    .selectFrom('parcels')
    .select('dossier_id')
    .where('office_id', '=', actor.officeId)
    .where(
      'dossier_id',
      'in',
      dossiers.map(({ id }) => id),
    )
    .where('state', 'in', ['listed', 'sent'])
    .execute()
  const codes = dossiers
    .filter(({ id }) => taken.some((each) => each.dossier_id === id))
    .map(({ code }) => code)
  if (codes.length === 0) return
  throw new AppError('conflict', {
    detail: `Đã có trong danh sách bưu gửi: ${codes.join(', ')}. Hãy tải lại trang.`,
  })
}

/** Giao bưu chính: the parcel's number is entered or scanned, and the result counts as handed over (state 10). */
export const sendParcel = defineCommand({
  name: 'dossiers.sendParcel',
  title: 'Ghi mã bưu gửi, giao kết quả cho bưu chính',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers/{code}/parcel' },
  input: sendParcelInput,
  output: changedOutput,
  example: { ...demoRef('sendParcel'), number: 'EB000000001VN' },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('returnResult', dossier, actor)
    const parcel = await parcelOf(tx, actor, { dossier, state: 'listed' })
    const same = await tx.db
      .selectFrom('parcels')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('number', '=', input.number)
      .executeTakeFirst()
    if (same) {
      throw new AppError('invalid_input', {
        fields: { number: 'Mã bưu gửi này đã ghi cho một kết quả khác.' },
      })
    }
    await changeParcel(tx, actor, {
      id: parcel.id,
      set: { state: 'sent', number: input.number, sent_at: tx.now },
    })
    return changeDossier(tx, actor, {
      dossier,
      set: returnedColumns(tx, actor, {
        collectorName: parcel.receiver_name,
        collectorPersonalId: '',
        collectorNote: `Bưu gửi ${input.number}`,
        how: 'post',
      }),
      event: {
        kind: 'returned',
        publicText: `Đã gửi kết quả qua bưu chính, mã bưu gửi ${input.number}.`,
        facts: { how: 'post', number: input.number },
      },
    })
  },
})

/**
 * Bưu gửi bị trả lại. State 10 is final in the national table, so the dossier stays there; the result goes back into the
 * list of uncollected ones and can be handed over at the desk.
 */
export const takeBackParcel = defineCommand({
  name: 'dossiers.takeBackParcel',
  title: 'Nhận lại bưu gửi không phát được',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers/{code}/parcel/return' },
  input: takeBackParcelInput,
  output: changedOutput,
  example: { ...demoRef('takeBackParcel'), reason: 'Không có người nhận tại địa chỉ.' },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireReception(actor, dossier.fieldCode)
    const parcel = await parcelOf(tx, actor, { dossier, state: 'sent' })
    await changeParcel(tx, actor, {
      id: parcel.id,
      set: { state: 'undelivered', undelivered_at: tx.now, undelivered_reason: input.reason },
    })
    return changeDossier(tx, actor, {
      dossier,
      set: { undelivered_since: tx.now },
      event: {
        kind: 'parcel_undelivered',
        publicText: 'Bưu chính không phát được và đã trả lại kết quả. Mời công dân đến nhận.',
        note: input.reason,
        facts: { number: parcel.number },
      },
    })
  },
})

async function parcelOf(tx: Tx, actor: Actor, of: { dossier: OpenDossier; state: 'listed' | 'sent' }) {
  const parcel = await tx.db
    .selectFrom('parcels')
    .select(['id', 'number', 'receiver_name'])
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', of.dossier.id)
    .where('state', '=', of.state)
    .forUpdate()
    .executeTakeFirst()
  if (parcel) return parcel
  throw new AppError('wrong_state', {
    detail:
      of.state === 'listed'
        ? 'Kết quả này chưa có trong danh sách bưu gửi. Hãy lập danh sách trước.'
        : 'Kết quả này không có bưu gửi nào đang trên đường. Hãy tải lại trang.',
  })
}

async function changeParcel(
  tx: Tx,
  actor: Actor,
  change: { id: string; set: Record<string, string | Date> },
): Promise<void> {
  await tx.db
    .updateTable('parcels')
    .set(change.set)
    .where('office_id', '=', actor.officeId)
    .where('id', '=', change.id)
    .execute()
}
