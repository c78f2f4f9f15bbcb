import { sql } from 'kysely'
import { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { queueForCitizen, queueForStaff } from '../../notifications/commands/queue-messages.ts'
import type { Values } from '../../notifications/model/wording.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { officersOnDuty } from '../../staff/queries.ts'
import { filingTopics, isOvertaken, toldToCitizen, toldToStaff } from '../model/told-news.ts'

/**
 * Turns one piece of news of a dossier into messages: to the citizen at what they declared, to the officers who have to act.
 * The input is the same at every delivery, so that the idempotency key holds; everything else is read here.
 */
export const tellNews = defineCommand({
  name: 'dossiers.tellNews',
  title: 'Báo tin về hồ sơ cho công dân và cán bộ',
  audience: [],
  input: z.strictObject({
    source: z.uuid(),
    topic: z.string(),
    dossierId: z.uuid(),
    publicUrl: z.string(),
    marks: z.strictObject({ email: z.string(), sms: z.string() }),
  }),
  output: z.object({ made: z.array(z.uuid()) }),
  async run(tx, actor, input) {
    const { officeId } = actor
    const dossier = await readTold(tx, officeId, input.dossierId)
    const made: string[] = []
    const code = dossier?.code ?? dossier?.reference
    if (dossier && code && !isOvertaken(input.topic, dossier.status)) {
      const office = await officeFacts(tx.db, officeId)
      const values: Values = {
        ma_ho_so: code,
        thu_tuc: dossier.procedureName,
        ngay_hen: formatShortMoment(dueOf(input.topic, dossier)),
        buoc: dossier.stepName ?? '',
        noi_nhan: office.receptionName,
        don_vi: office.name,
        dien_thoai: office.phone,
        tra_cuu: `${input.publicUrl}/tra-cuu/${encodeURIComponent(code)}`,
      }
      const told = { source: input.source, values, subject: { type: 'dossier', id: dossier.id } }
      const citizenEvent = toldToCitizen[input.topic]
      if (citizenEvent) {
        const declared = { email: dossier.email, phone: dossier.phone }
        const { publicUrl, marks } = input
        made.push(
          ...(await queueForCitizen(tx, officeId, {
            ...told,
            event: citizenEvent,
            declared,
            publicUrl,
            marks,
          })),
        )
      }
      const staffEvent = toldToStaff[input.topic]
      if (staffEvent && isForStaff(input.topic, dossier)) {
        const staffIds = await whoActs(tx, actor, actingOn(input.topic, dossier))
        made.push(
          ...(await queueForStaff(tx, officeId, {
            ...told,
            event: staffEvent,
            staffIds,
            link: dossier.code === null ? `/ho-so-truc-tuyen/${dossier.id}` : `/ho-so/${code}`,
          })),
        )
      }
    }
    return {
      output: { made },
      audit: [{ subjectType: 'dossier', subjectId: input.dossierId, facts: { topic: input.topic, made } }],
    }
  },
})

/** What the news asks for: an answer to what came online, or the result. */
function dueOf(topic: string, { code, answerBy, dueAt }: ToldDossier): Date {
  return code === null || filingTopics.includes(topic) ? (answerBy ?? dueAt) : dueAt
}

/** A withdrawal that the desk itself has noted is no news for it. */
function isForStaff(topic: string, { reference }: ToldDossier): boolean {
  return reference !== null || !filingTopics.includes(topic)
}

/** Papers that came online are looked at by the desk, whoever has the dossier. */
function actingOn(topic: string, dossier: ToldDossier): ToldDossier {
  const isForDesk = filingTopics.includes(topic) && dossier.waitsFor !== 'withdrawal'
  return isForDesk ? { ...dossier, stepRole: 'counter', holderId: null } : dossier
}

interface ToldDossier {
  id: string
  code: string | null
  status: number
  procedureName: string
  fieldCode: string
  dueAt: Date
  holderId: string | null
  email: string
  phone: string
  stepName: string | null
  stepRole: string | null
  /** By what a dossier filed online is known before it has a code, and by when the office answers. */
  reference: string | null
  answerBy: Date | null
  /** What of it waits for the office's answer. */
  waitsFor: string | null
}

/** What is told of a dossier; null for one that is no more. */
export async function readTold(tx: Tx, officeId: string, id: string): Promise<ToldDossier | null> {
  const found = await sql<ToldDossier>`
    select d.id, d.code, d.status, d.procedure_name as "procedureName", d.field_code as "fieldCode", d.due_at as "dueAt",
      d.holder_id as "holderId", d.email, d.phone, s.name as "stepName", s.role as "stepRole", o.reference, o.answer_by as "answerBy",
      o.waits_for as "waitsFor"
    from dossiers d
    left join dossier_steps s on s.office_id = d.office_id and s.dossier_id = d.id and s.ordinal = d.step
    left join online_filings o on o.office_id = d.office_id and o.dossier_id = d.id
    where d.office_id = ${officeId}::uuid and d.id = ${id}::uuid`.execute(tx.db)
  return found.rows[0] ?? null
}

/** Who holds it, while they have the duty; else everybody who has the duty of its step today. */
export async function whoActs(tx: Tx, { officeId }: Actor, dossier: ToldDossier): Promise<string[]> {
  // What is not received yet lies with the desk of its field.
  const role = dossier.stepRole ?? (dossier.code === null ? 'counter' : null)
  if (!role) return []
  const post = { officeId, role, fieldCode: dossier.fieldCode, today: localDate(tx.now) }
  const officers = (await officersOnDuty(tx.db, post)).map(({ id }) => id)
  const { holderId } = dossier
  return holderId && officers.includes(holderId) ? [holderId] : officers
}
