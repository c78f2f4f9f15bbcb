import { sql } from 'kysely'
import type { Actor, Tx } from './operations.ts'
import type { PdfRenderer } from './pdf.ts'

/** Where the version stands in a UUID as text. */
const versionAt = 14

/**
 * The id that stands for this one in the practice office: the same with version 8 instead of 7 (RFC 9562 leaves
 * version 8 to the program). An office and its practice office, a member and their twin, know each other by that.
 */
export function practiceTwin(id: string): string {
  return `${id.slice(0, versionAt)}8${id.slice(versionAt + 1)}`
}

/** Whether nothing in this office is real. */
export function isPractice(officeId: string): boolean {
  return officeId.charAt(versionAt) === '8'
}

/** What stays when a practice office is cleared: who did what there, and which tasks were begun. */
const kept: ReadonlySet<string> = new Set(['audit_events', 'audit_seals', 'practice_attempts'])

/**
 * Deletes everything of the actor's practice office, whatever slice it belongs to, children before parents. It works as a
 * role of the database that sees nothing but practice offices.
 */
export async function clearPractice(tx: Tx, { officeId }: Actor): Promise<void> {
  if (!isPractice(officeId)) throw new Error('only a practice office is ever cleared')
  const tables = await sql<{ name: string }>`select distinct c.table_name as name
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'office_id' and t.table_type = 'BASE TABLE'`.execute(
    tx.db,
  )
  const links = await sql<Link>`select child.relname as child, parent.relname as parent from pg_constraint k
    join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
    join pg_namespace n on n.oid = child.relnamespace
    where k.contype = 'f' and n.nspname = 'public' and child.oid <> parent.oid`.execute(tx.db)
  const names = tables.rows.map(({ name }) => name).filter((name) => !kept.has(name))
  await sql`set local role motcua_practice`.execute(tx.db)
  for (const name of childrenFirst(names, links.rows)) {
    await sql`delete from ${sql.table(name)} where office_id = ${officeId}::uuid`.execute(tx.db)
  }
  await sql`reset role`.execute(tx.db)
}

interface Link {
  child: string
  parent: string
}

/** Tables in an order in which each comes after all that refer to it. Throws when they refer in a ring. */
export function childrenFirst(names: readonly string[], links: readonly Link[]): string[] {
  const left = new Set(names)
  const order: string[] = []
  while (left.size > 0) {
    const free = [...left].filter(
      (name) => !links.some(({ child, parent }) => parent === name && left.has(child)),
    )
    if (free.length === 0) throw new Error(`tables refer to each other in a ring: ${[...left].join(', ')}`)
    for (const name of free) left.delete(name)
    order.push(...free)
  }
  return order
}

/** Words across every paper of a practice office. */
const stamp = 'THỰC HÀNH'

/** The same printing press, stamping what it prints where nothing is real. */
export function stampedFor<P extends Pick<PdfRenderer, 'render'>>(press: P, officeId: string): P {
  if (!isPractice(officeId)) return press
  const stamped: PdfRenderer['render'] = (template, data, manner) =>
    press.render(template, { ...(data as object), practiceStamp: stamp }, manner)
  return { ...press, render: stamped }
}
