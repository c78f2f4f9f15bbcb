import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { composeParcelLabels, composeParcelList, type ParcelListFacts } from '../model/parcel-papers.ts'
import { inFields } from './find-ready.ts'

const waiting = z.object({
  code: z.string(),
  revision: z.int(),
  applicantName: z.string(),
  address: z.string(),
  phone: z.string(),
  procedureName: z.string(),
  finishedAt: z.date().or(z.iso.datetime()),
})
const parcel = z.object({
  code: z.string(),
  revision: z.int(),
  status: z.int(),
  receiverName: z.string(),
  receiverAddress: z.string(),
  number: z.string(),
  state: z.enum(['listed', 'sent', 'undelivered']),
  reason: z.string(),
})
const parcelList = z.object({
  id: z.uuid(),
  number: z.int(),
  year: z.int(),
  madeAt: z.string(),
  makerName: z.string(),
  parcels: z.array(parcel),
})
export type ParcelList = z.output<typeof parcelList>
export type WaitingParcel = z.output<typeof waiting>

/** Lists shown: what is still to be handed over or may still come back. */
const latestLists = 30

/** Bàn gửi bưu chính: results to be posted, and the latest lists with what became of each parcel. */
export const parcelDesk = defineQuery({
  name: 'dossiers.parcelDesk',
  title: 'Xem kết quả gửi qua bưu chính',
  audience: ['counter'],
  door: { method: 'GET', path: '/parcels' },
  input: z.strictObject({}),
  output: z.object({ waiting: z.array(waiting), lists: z.array(parcelList) }),
  example: {},
  async run({ db }, actor) {
    const [toSend, lists] = await Promise.all([
      sql<WaitingParcel>`select d.code, d.revision, d.applicant_name as "applicantName", d.phone,
          case when d.return_address <> '' then d.return_address else d.address end as address,
          d.procedure_name as "procedureName", d.finished_at as "finishedAt"
        from dossiers d where d.office_id = ${actor.officeId}::uuid and d.status = 9 and d.return_method = 'post'
          and ${inFields(actor)} and not exists (select from parcels p where p.office_id = d.office_id
            and p.dossier_id = d.id and p.state in ('listed', 'sent'))
        order by d.finished_at, d.id limit 200`.execute(db),
      sql<ParcelList>`select l.id, l.number, l.year, l.made_at as "madeAt", l.maker_name as "makerName",
          ${parcelsOf(actor)} as parcels
        from parcel_lists l where l.office_id = ${actor.officeId}::uuid
        order by l.year desc, l.number desc limit ${latestLists}`.execute(db),
    ])
    return {
      waiting: toSend.rows,
      lists: lists.rows
        .filter(({ parcels }) => parcels.length > 0)
        .map((list) => ({ ...list, madeAt: new Date(list.madeAt).toISOString() })),
    }
  },
})

const parcelsOf = (
  actor: Actor,
) => sql`(select coalesce(jsonb_agg(jsonb_build_object('code', d.code, 'revision', d.revision,
    'status', d.status, 'receiverName', p.receiver_name, 'receiverAddress', p.receiver_address,
    'receiverPhone', p.receiver_phone, 'procedureName', d.procedure_name, 'number', p.number, 'state', p.state,
    'reason', p.undelivered_reason) order by p.ordinal), '[]')
  from parcels p join dossiers d on d.office_id = p.office_id and d.id = p.dossier_id
  where p.office_id = l.office_id and p.list_id = l.id and ${inFields(actor)})`

async function readParcelList(db: Kysely<DB>, actor: Actor, id: string): Promise<ParcelListFacts> {
  const [office, found] = await Promise.all([
    officeFacts(db, actor.officeId),
    sql<
      Omit<ParcelListFacts, 'office'>
    >`select l.number, l.year, l.made_at as "madeAt", l.maker_name as "makerName",
        ${parcelsOf(actor)} as parcels
      from parcel_lists l where l.office_id = ${actor.officeId}::uuid and l.id = ${id}::uuid`.execute(db),
  ])
  const list = found.rows[0]
  if (!list || list.parcels.length === 0) throw new AppError('not_found')
  return { ...list, office }
}

const printable = z.object({
  template: z.string(),
  fileName: z.string(),
  data: z.record(z.string(), z.unknown()),
})
const ofList = { audience: ['counter'], input: z.strictObject({ id: z.uuid() }), output: printable }

/** Nhãn bưu gửi: one A6 page for each parcel of the list. */
export const printParcelLabels = defineQuery({
  ...ofList,
  name: 'dossiers.printParcelLabels',
  title: 'In nhãn bưu gửi',
  async run({ db }, actor, { id }) {
    const list = await readParcelList(db, actor, id)
    return {
      template: 'parcel-labels',
      fileName: `nhan-buu-gui-${list.number}-${list.year}.pdf`,
      data: composeParcelLabels(list),
    }
  },
})

/** Danh sách bưu gửi, signed by who hands over and who receives; also what the spreadsheet is made of. */
export const printParcelList = defineQuery({
  ...ofList,
  name: 'dossiers.printParcelList',
  title: 'In danh sách bưu gửi',
  output: printable.extend({ data: z.custom<ReturnType<typeof composeParcelList>>() }),
  async run({ db }, actor, { id }) {
    const list = await readParcelList(db, actor, id)
    return {
      template: 'parcel-list',
      fileName: `danh-sach-buu-gui-${list.number}-${list.year}.pdf`,
      data: composeParcelList(list),
    }
  },
})
