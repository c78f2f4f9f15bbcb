import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoDifferenceId } from '../examples.ts'
import { type DifferenceKind, differenceKinds, settledTogether } from '../model/differences.ts'
import { portalMoment } from '../model/portal-mapping.ts'
import { addMessages } from './queue-messages.ts'
import { lookupOf, storeArrivals } from './store-changes.ts'

interface OpenDifference {
  id: string
  kind: DifferenceKind
  portalCode: string
  dossierId: string | null
}

type Settle = (tx: Tx, actor: Actor, difference: OpenDifference) => Promise<void>

/** What the button does. Whatever is sent or fetched goes the usual way, so that it has its effect once. */
const settleBy: Readonly<Record<DifferenceKind, Settle>> = {
  missing_there: sendWhole,
  status: sendAnew,
  late_withdrawal: sendAnew,
  due: sendAnew,
  result: sendAnew,
  missing_here: fetchAnew,
  withdrawal: takeWithdrawal,
  payment_here: fetchAnew,
  payment_there: async () => {},
}

/** Settles one difference as the page offers it. Two people at once: the second hears that it is done. */
export const settleDifference = defineCommand({
  name: 'nationalPortal.settleDifference',
  title: 'Xử lý sai khác với Cổng Dịch vụ công quốc gia',
  audience: ['counter', 'admin'],
  door: { method: 'POST', path: '/portal-differences/{id}/settlement' },
  input: z.strictObject({ id: z.uuid(), note: z.string().trim().max(500, 'Tối đa 500 ký tự.').default('') }),
  output: z.object({ id: z.uuid(), resolution: z.string() }),
  example: { id: demoDifferenceId, note: '' },
  async run(tx, actor, { id, note }) {
    const settled = await settle(tx, actor, { difference: await openDifference(tx, actor, id), note })
    return { output: { id, resolution: settled.resolution }, audit: [settled.audit] }
  },
})

/**
 * Settles all differences that need no thought, as many as the page shows: those where something is sent again or fetched.
 * What somebody else has settled meanwhile is passed over.
 */
export const settleDifferences = defineCommand({
  name: 'nationalPortal.settleDifferences',
  title: 'Xử lý một lượt các sai khác với Cổng Dịch vụ công quốc gia',
  audience: ['counter', 'admin'],
  input: z.strictObject({ ids: z.array(z.uuid()).min(1, 'Không còn sai khác nào.').max(50) }),
  output: z.object({ settled: z.int() }),
  async run(tx, actor, { ids }) {
    const found = await openDifferences(tx, actor, [...new Set(ids)])
    const audit: AuditEntry[] = []
    for (const difference of found.filter(({ kind }) => settledTogether.includes(kind))) {
      audit.push((await settle(tx, actor, { difference, note: '' })).audit)
    }
    const whole = { subjectType: 'office', subjectId: actor.officeId, facts: { settled: audit.length } }
    return { output: { settled: audit.length }, audit: [whole, ...audit] }
  },
})

async function settle(
  tx: Tx,
  actor: Actor,
  { difference, note }: { difference: OpenDifference; note: string },
): Promise<{ resolution: string; audit: AuditEntry }> {
  const { id, kind, portalCode, dossierId } = difference
  const resolution = differenceKinds[kind].button
  await settleBy[kind](tx, actor, difference)
  await tx.db
    .updateTable('portal_differences')
    .set({ resolved_at: tx.now, resolved_by: actor.name, resolution, note })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .execute()
  const subject = dossierId
    ? { subjectType: 'dossier', subjectId: dossierId }
    : { subjectType: 'portal_difference', subjectId: id }
  return { resolution, audit: { ...subject, facts: { kind, portalCode, resolution, note } } }
}

async function openDifferences(
  tx: Tx,
  { officeId }: Actor,
  ids: readonly string[],
): Promise<OpenDifference[]> {
  const found = await tx.db
    .selectFrom('portal_differences')
    .select(['id', 'kind', 'portal_code as portalCode', 'dossier_id as dossierId'])
    .where('office_id', '=', officeId)
    .where('id', 'in', ids)
    .where('resolved_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return found.map((row) => ({ ...row, kind: row.kind as DifferenceKind }))
}

async function openDifference(tx: Tx, actor: Actor, id: string): Promise<OpenDifference> {
  const [found] = await openDifferences(tx, actor, [id])
  if (found) return found
  const settled = await tx.db
    .selectFrom('portal_differences')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (settled) throw new AppError('stale', { detail: 'Sai khác này đã được xử lý. Hãy tải lại trang.' })
  throw new AppError('not_found')
}

/** The dossier whole and its state, as they are now; what failed before for this dossier is overtaken by that. */
async function sendAnew(tx: Tx, { officeId }: Actor, { id, dossierId }: OpenDifference): Promise<void> {
  if (!dossierId) throw new AppError('wrong_state')
  const dossier = await tx.db
    .selectFrom('dossiers')
    .select(['status', 'code', 'due_at'])
    .where('office_id', '=', officeId)
    .where('id', '=', dossierId)
    .executeTakeFirstOrThrow()
  await sql`update portal_messages set state = 'dropped', reason = 'Đã gửi lại toàn bộ hồ sơ.'
    where office_id = ${officeId}::uuid and dossier_id = ${dossierId}::uuid and state = 'failed'`.execute(
    tx.db,
  )
  const last = await sql<{ at: string | null }>`select max(body ->> 'at') as at from portal_messages
    where office_id = ${officeId}::uuid and dossier_id = ${dossierId}::uuid`.execute(tx.db)
  const lastAt = last.rows[0]?.at ?? null
  const now = tx.now.toISOString()
  const { status } = dossier
  await addMessages(tx, officeId, {
    source: id,
    dossierId,
    planned: [
      { kind: 'dossier', status },
      { kind: 'status', status },
    ],
    body: {
      eventId: null,
      at: lastAt !== null && lastAt > now ? lastAt : now,
      actorName: '',
      actorPost: '',
      words: 'Đồng bộ lại sau đối soát.',
      dueAt: dossier.code === null ? null : dossier.due_at.toISOString(),
    },
  })
}

/** The dossier, all lines of its progress that were said before, and its state: the portal has lost everything. */
async function sendWhole(tx: Tx, actor: Actor, difference: OpenDifference): Promise<void> {
  const { officeId } = actor
  const { id, dossierId } = difference
  await sendAnew(tx, actor, difference)
  await sql`insert into portal_messages (office_id, id, source, dossier_id, sequence, kind, status, body, state, queued_at, next_at)
    select m.office_id, gen_random_uuid(), ${id}, m.dossier_id, last.sequence + row_number() over (order by m.sequence), 'progress', m.status,
      m.body, 'waiting', ${tx.now}::timestamptz, ${tx.now}::timestamptz
    from portal_messages m, (select max(sequence) as sequence from portal_messages
      where office_id = ${officeId}::uuid and dossier_id = ${dossierId}::uuid) last
    where m.office_id = ${officeId}::uuid and m.dossier_id = ${dossierId}::uuid and m.kind = 'progress' and m.source <> ${id}`.execute(
    tx.db,
  )
}

async function fetchAnew(tx: Tx, { officeId }: Actor, { portalCode }: OpenDifference): Promise<void> {
  await storeArrivals(tx, officeId, [lookupOf(portalCode, tx.now)])
}

/** The citizen's wish as the portal shows it, taken in like news of it. */
async function takeWithdrawal(
  tx: Tx,
  { officeId }: Actor,
  { id, portalCode }: OpenDifference,
): Promise<void> {
  const body = { MaHoSo: portalCode, ThoiDiem: portalMoment(tx.now), LyDo: '' }
  await storeArrivals(tx, officeId, [
    { item: `withdrawal ${id}`, position: 0, kind: 'withdrawal', portalCode, body },
  ])
}
