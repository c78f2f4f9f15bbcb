import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { takeNumber } from '../../platform/numbering.ts'
import { type Actor, defineCommand, holds, type Tx } from '../../platform/operations.ts'
import { demoUnitId } from '../../staff/examples.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { dossierRoles } from '../../staff/model.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { demoDossierId } from '../examples.ts'
import { type Destination, type SlipFacts, slipCode } from '../model/handover-slip.ts'
import { letterheadOf } from '../model/papers/source.ts'
import { sendPapersInput } from '../model/slip-inputs.ts'
import { addPaperEvents } from './paper-events.ts'

/**
 * Lập phiếu bàn giao hồ sơ: the paper that travels with dossiers to a unit or another agency. It does not move the
 * dossier in the process (that is the hand-over of a step); it notes which of those the paper follows.
 */
export const sendPapers = defineCommand({
  name: 'dossiers.sendPapers',
  title: 'Lập phiếu bàn giao hồ sơ giấy',
  audience: dossierRoles,
  door: { method: 'POST', path: '/handover-slips', status: 201 },
  input: sendPapersInput,
  output: z.object({ id: z.uuid(), code: z.string(), revision: z.int() }),
  example: {
    destination: { kind: 'unit', unitId: demoUnitId(1) },
    dossiers: [demoDossierId('takeUp')],
    note: '',
  },
  async run(tx, actor, input) {
    const dossiers = await lockDossiers(tx, actor, input.dossiers)
    const own = await ownUnit(tx, actor)
    const destination = await findDestination(tx, actor, { to: input.destination, own })
    await refuseUnderWay(tx, actor, { dossiers, destination })
    const slip = await insertSlip(tx, actor, {
      id: input.id ?? uuid(),
      note: input.note,
      destination,
      own,
      dossiers,
    })
    await addPaperEvents(tx, actor, {
      slip,
      events: dossiers.map(({ id }) => ({
        dossierId: id,
        kind: 'paper_sent' as const,
        publicText: `Hồ sơ giấy đang chuyển đến ${destination.name}.`,
        note: input.note,
      })),
    })
    const codes = dossiers.map(({ code }) => code)
    return {
      output: { ...slip, revision: 1 },
      audit: [
        {
          subjectType: 'handover_slip',
          subjectId: slip.id,
          facts: { code: slip.code, to: destination, dossiers: codes },
        },
      ],
      news: [
        { topic: 'dossier.papers_sent', payload: { slipId: slip.id, code: slip.code, dossiers: codes } },
      ],
    }
  },
})

interface Locked {
  id: string
  code: string
  handovers: number
}

/** The dossiers in the order they were named, locked in the order of their ids. */
async function lockDossiers(tx: Tx, actor: Actor, refs: readonly string[]): Promise<Locked[]> {
  const wanted = refs.map((ref) => (uuidPattern.test(ref) ? ref : normaliseDossierCode(ref)))
  const ids = wanted.filter((ref) => uuidPattern.test(ref))
  const found = await sql<Locked & { code: string | null; status: number; field: string }>`
    select d.id, d.code, d.status, d.field_code as field,
      (select count(*)::int from dossier_handovers h where h.office_id = d.office_id and h.dossier_id = d.id) as handovers
    from dossiers d where d.office_id = ${actor.officeId}::uuid
      and (d.code = any(${wanted}::text[]) or d.id = any(${ids}::uuid[]))
    order by d.id for update of d`.execute(tx.db)
  const rows = wanted.map((ref) => {
    const row = found.rows.find((each) => each.id === ref || each.code === ref)
    if (!row) throw refused(`Không có hồ sơ ${ref}. Hãy quét lại mã trên giấy tiếp nhận.`)
    return row
  })
  for (const { field, code, id, status } of rows) {
    if (!holds(actor, dossierRoles, field)) {
      throw new AppError('not_allowed', {
        detail: `Hồ sơ ${code ?? id} thuộc lĩnh vực bạn không được phân công.`,
      })
    }
    if (code === null) throw refused('Hồ sơ chưa được tiếp nhận thì chưa bàn giao được.')
    if (status === 10) throw refused(`Hồ sơ ${code} đã trả kết quả cho công dân.`)
  }
  // Scanned twice, or named by its code and by its id, a dossier is still one.
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function refused(sentence: string): AppError {
  return new AppError('invalid_input', { fields: { dossiers: sentence } })
}

interface Unit {
  id: string
  name: string
}

async function ownUnit(tx: Tx, actor: Actor): Promise<Unit | undefined> {
  return tx.db
    .selectFrom('staff_members as s')
    .innerJoin('units as u', (on) =>
      on.onRef('u.office_id', '=', 's.office_id').onRef('u.id', '=', 's.unit_id'),
    )
    .select(['u.id', 'u.name'])
    .where('s.office_id', '=', actor.officeId)
    .where('s.id', '=', actor.id)
    .executeTakeFirst()
}

async function findDestination(
  tx: Tx,
  actor: Actor,
  { to, own }: { to: z.output<typeof sendPapersInput>['destination']; own: Unit | undefined },
): Promise<Destination> {
  if (to.kind === 'agency') return { unitId: null, name: to.name, code: to.code }
  const unit = await tx.db
    .selectFrom('units')
    .select(['id', 'name'])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', to.unitId)
    .executeTakeFirst()
  const wrong = (sentence: string) =>
    new AppError('invalid_input', { fields: { 'destination.unitId': sentence } })
  if (!unit) throw wrong('Không có nơi nhận này. Hãy chọn lại.')
  if (unit.id === own?.id) throw wrong('Đây là đơn vị của bạn. Hãy chọn nơi nhận khác.')
  return { unitId: unit.id, name: unit.name, code: '' }
}

/** A dossier is on one slip at a time, and does not go again to where its paper already lies. */
async function refuseUnderWay(
  tx: Tx,
  actor: Actor,
  { dossiers, destination }: { dossiers: readonly Locked[]; destination: Destination },
): Promise<void> {
  const latest = await sql<{ code: string; state: string; slip: string; place: string; there: boolean }>`
    select distinct on (i.dossier_id) d.code, i.state, s.code as slip, s.to_name as place,
      (s.to_unit_id is not distinct from ${destination.unitId}::uuid and s.to_name = ${destination.name}) as there
    from handover_slip_items i
    join handover_slips s on s.office_id = i.office_id and s.id = i.slip_id
    join dossiers d on d.office_id = i.office_id and d.id = i.dossier_id
    where i.office_id = ${actor.officeId}::uuid and i.dossier_id = any(${dossiers.map(({ id }) => id)}::uuid[])
      and i.state <> 'missing'
    order by i.dossier_id, s.created_at desc, s.id desc`.execute(tx.db)
  const sentences = latest.rows.flatMap(({ code, state, slip, place, there }) => {
    if (state === 'sent') return [`Hồ sơ ${code} đang chuyển theo phiếu ${slip}, chưa được xác nhận.`]
    return there ? [`Hồ sơ ${code} đã được ${place} nhận theo phiếu ${slip}.`] : []
  })
  if (sentences.length > 0) throw new AppError('conflict', { detail: sentences.join(' ') })
}

interface NewSlip {
  id: string
  note: string
  destination: Destination
  own: Unit | undefined
  dossiers: readonly Locked[]
}

async function insertSlip(tx: Tx, actor: Actor, slip: NewSlip): Promise<{ id: string; code: string }> {
  const { id, note, destination, own, dossiers } = slip
  const office = await officeFacts(tx.db, actor.officeId)
  const facts: SlipFacts = {
    office: letterheadOf(office),
    fromName: own?.name ?? office.receptionName,
    fromPerson: actor.name,
    cutoff: office.sameDayCutoff,
  }
  const year = localDate(tx.now).slice(0, 4)
  const number = await takeNumber(tx.db, actor.officeId, { name: 'handover-slip', period: year })
  const code = slipCode({ agency: office.agencyCode, year, number })
  await tx.db
    .insertInto('handover_slips')
    .values({
      office_id: actor.officeId,
      id,
      code,
      year: Number(year),
      number,
      to_unit_id: destination.unitId,
      to_name: destination.name,
      to_code: destination.code,
      note,
      created_at: tx.now,
      created_by: actor.id,
      facts: JSON.stringify(facts),
    })
    .execute()
  await tx.db
    .insertInto('handover_slip_items')
    .values(
      dossiers.map((dossier, index) => ({
        office_id: actor.officeId,
        slip_id: id,
        ordinal: index + 1,
        dossier_id: dossier.id,
        handover_sequence: dossier.handovers || null,
        state: 'sent',
      })),
    )
    .execute()
  return { id, code }
}
