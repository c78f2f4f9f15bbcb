import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { parseClock } from '../../calendar/model/clock-time.ts'
import { localDate, minuteOfDay } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { type Actor, defineQuery, holds } from '../../platform/operations.ts'
import { countsPages, hasFeeRules } from '../../procedures/model/count-fee.ts'
import { feeSchema } from '../../procedures/model/record-schema.ts'
import { collectsOn, loadReceiptSettings } from '../../receipts/queries/load-settings.ts'
import { officersOnDuty } from '../../staff/queries.ts'
import { usualDocuments } from '../model/certification/quick-picks.ts'
import { counterProcedures, registerFor, registerSeries, volumeOf } from '../model/certification/registers.ts'

const original = z.object({
  name: z.string(),
  pages: z.int().nullable(),
  copies: z.int(),
  note: z.string(),
})

const waitingDossier = z.object({
  id: z.uuid(),
  code: z.string(),
  revision: z.int(),
  applicantName: z.string(),
  dueAt: z.date().or(z.iso.datetime()),
  procedureId: z.uuid(),
  /** Fees of the version it was received under. */
  fees: z.array(feeSchema),
  originals: z.array(original),
})

const deskView = z.object({
  procedures: z.array(
    z.object({
      id: z.uuid(),
      code: z.string(),
      name: z.string(),
      version: z.int(),
      fees: z.array(feeSchema),
      /** Whether the program can count the fee. */
      isCounted: z.boolean(),
      countsPages: z.boolean(),
      register: z.string(),
      volume: z.string(),
      /** The number that would be given now; another officer may take it first. */
      nextNumber: z.int(),
    }),
  ),
  signers: z.array(z.object({ id: z.uuid(), fullName: z.string(), postTitle: z.string() })),
  /** Whom this officer had sign last, if on duty today; else the first who is. */
  signerId: z.uuid().nullable(),
  /** Names of papers to choose from: this officer's latest, most frequent first, then the usual ones. */
  picks: z.array(z.string()),
  waiting: z.array(waitingDossier),
  /** Where fees are collected here: whether this officer has a shift open and may take cash. Null: not collected here. */
  cash: z.object({ isOpen: z.boolean() }).nullable(),
  /** After this time of day the result may be given on the next working day. */
  isPastCutoff: z.boolean(),
})

/** What certification at the counter needs before the first citizen comes, and after each. */
export const certificationDesk = defineQuery({
  name: 'dossiers.certificationDesk',
  title: 'Xem loại việc, phí, số và người ký chứng thực tại quầy',
  audience: ['counter'],
  door: { method: 'GET', path: '/certification-desk' },
  input: z.strictObject({}),
  output: deskView,
  example: {},
  async run({ db, now }, actor) {
    const today = localDate(now)
    const [found, picks, waiting, cutoff, cash] = await Promise.all([
      readProcedures(db, actor.officeId, today),
      readPicks(db, actor),
      readWaiting(db, actor),
      db
        .selectFrom('offices')
        .select('same_day_cutoff')
        .where('office_id', '=', actor.officeId)
        .executeTakeFirst(),
      readCash(db, actor, today),
    ])
    const procedures = found.filter(({ fieldCode }) => holds(actor, ['counter'], fieldCode))
    const signers = await readSigners(db, actor, { fieldCode: procedures[0]?.fieldCode, today })
    return {
      procedures: procedures.map(({ fieldCode: _, ...each }) => each),
      ...signers,
      picks: [...new Set([...picks, ...usualDocuments])],
      waiting,
      cash,
      isPastCutoff: minuteOfDay(now) > parseClock(cutoff?.same_day_cutoff ?? '15:00'),
    }
  },
})

async function readCash(db: Kysely<DB>, actor: Actor, today: string): Promise<{ isOpen: boolean } | null> {
  const [settings, shift] = await Promise.all([
    loadReceiptSettings(db, actor.officeId),
    db
      .selectFrom('cash_shifts')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('cashier_id', '=', actor.id)
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  ])
  return collectsOn(settings, today) ? { isOpen: shift !== undefined } : null
}

type Procedure = z.output<typeof deskView>['procedures'][number] & { fieldCode: string }

async function readProcedures(db: Kysely<DB>, officeId: string, today: string): Promise<Procedure[]> {
  const codes = counterProcedures.map(({ code }) => code)
  type Row = Pick<Procedure, 'id' | 'code' | 'fieldCode' | 'version' | 'fees'> & {
    taken: Record<string, number>
  }
  const found = await sql<Row>`select p.id, p.code, p.field_code as "fieldCode", v.version, v.fees,
      (select coalesce(jsonb_object_agg(n.series, n.last_number), '{}'::jsonb) from number_series n
        where n.office_id = p.office_id and n.period = ${today.slice(0, 4)} and n.series like 'certification:%') as taken
    from procedures p
    join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
      and v.valid_from <= ${today}::date and (v.valid_to is null or v.valid_to >= ${today}::date)
    where p.office_id = ${officeId}::uuid and p.code = any(${codes}::text[])
      and (p.closed_on is null or p.closed_on > ${today}::date)
    order by array_position(${codes}::text[], p.code), v.version desc`.execute(db)
  const inForce = found.rows.filter(
    (row, index) => found.rows.findIndex((each) => each.code === row.code) === index,
  )
  return inForce.map(({ taken, ...row }) => {
    const register = registerFor(row.code) ?? 'copy'
    return {
      ...row,
      name: counterProcedures.find(({ code }) => code === row.code)?.name ?? '',
      isCounted: hasFeeRules(row.fees),
      countsPages: countsPages(row.fees),
      register,
      volume: volumeOf(register, today),
      nextNumber: (taken[registerSeries(register)] ?? 0) + 1,
    }
  })
}

async function readSigners(
  db: Kysely<DB>,
  actor: Actor,
  on: { fieldCode: string | undefined; today: string },
) {
  if (on.fieldCode === undefined) return { signers: [], signerId: null }
  const { officeId } = actor
  const [signers, last] = await Promise.all([
    officersOnDuty(db, { officeId, role: 'leader', fieldCode: on.fieldCode, today: on.today }),
    db
      .selectFrom('certifications')
      .select('signer_id')
      .where('office_id', '=', officeId)
      .where('recorded_by', '=', actor.id)
      .orderBy('certified_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ])
  const remembered = signers.find(({ id }) => id === last?.signer_id)
  return { signers, signerId: (remembered ?? signers[0])?.id ?? null }
}

/** The papers this officer certified lately, most frequent first. */
async function readPicks(db: Kysely<DB>, actor: Actor): Promise<string[]> {
  const found = await sql<{ name: string }>`select document_name as name
    from (select document_name from certifications
      where office_id = ${actor.officeId}::uuid and recorded_by = ${actor.id}::uuid
      order by certified_at desc limit 300) as latest
    group by document_name order by count(*) desc, document_name limit 12`.execute(db)
  return found.rows.map(({ name }) => name)
}

/** Dossiers at the counter that were promised for later, by due time. */
async function readWaiting(db: Kysely<DB>, actor: Actor): Promise<z.output<typeof waitingDossier>[]> {
  const found = await sql<z.output<typeof waitingDossier> & { fieldCode: string }>`
    select d.id, d.code, d.revision, d.applicant_name as "applicantName", d.due_at as "dueAt",
      d.procedure_id as "procedureId", d.field_code as "fieldCode", v.fees, asked.originals
    from dossiers d
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id
      and v.version = d.procedure_version
    cross join lateral (
      select jsonb_agg(jsonb_build_object('name', r.document_name, 'pages', r.pages, 'copies', r.copies, 'note', r.note)
        order by r.ordinal) as originals
      from certification_requests r where r.office_id = d.office_id and r.dossier_id = d.id) as asked
    where d.office_id = ${actor.officeId}::uuid and d.status = 2 and d.step = 0 and asked.originals is not null
    order by d.due_at, d.id limit 50`.execute(db)
  return found.rows
    .filter(({ fieldCode }) => holds(actor, ['counter'], fieldCode))
    .map(({ fieldCode: _, ...row }) => row)
}
