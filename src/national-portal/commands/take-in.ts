import { z } from 'zod'
import { rememberFiles } from '../../files/commands.ts'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import type { News } from '../../platform/operations.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import type { ArrivalKind, ArrivedFile } from '../model/arrivals.ts'
import { takeInFiling, takeInLookup, takeInSupplement } from './take-in-filing.ts'
import { takeInPayment, takeInWithdrawal } from './take-in-later.ts'
import { cannotRead } from './unreadable.ts'

/** What taking in brought about; `state` of the arrival: `conflict` where both sides contradict each other. */
export interface TakenIn {
  dossierId: string
  state: 'done' | 'conflict'
  reason: string
  audit: AuditEntry[]
  news: News[]
}

/** News with its files, ready to take effect. */
export interface ReadyArrival {
  portalCode: string
  body: Record<string, unknown>
  files: readonly ArrivedFile[]
}

type TakeIn = (tx: Tx, actor: Actor, arrival: ReadyArrival) => Promise<TakenIn>

const byKind: Readonly<Record<ArrivalKind, TakeIn>> = {
  filing: takeInFiling,
  lookup: takeInLookup,
  supplement: takeInSupplement,
  withdrawal: takeInWithdrawal,
  payment: takeInPayment,
  unknown: () => Promise.reject(cannotRead()),
}

/**
 * Lets one piece of news of the portal take effect, once: a filing becomes a dossier in state 1, papers, a withdrawal or a
 * payment reach theirs. Fails with invalid_input or wrong_state in words for whoever has to look at it.
 */
export const takeInArrival = defineCommand({
  name: 'nationalPortal.takeIn',
  title: 'Tiếp nhận tin từ Cổng Dịch vụ công quốc gia vào hồ sơ',
  audience: [],
  input: z.strictObject({
    item: z.string().min(1).max(100),
    /** What was looked up meanwhile, in place of what the news itself says. */
    body: z.record(z.string(), z.unknown()).nullable(),
    files: z
      .array(
        z.strictObject({
          portalFile: z.string().max(100),
          name: z.string().max(255),
          stored: storedContentSchema.nullable(),
          problem: z.string().max(500),
        }),
      )
      .max(1000),
  }),
  output: z.object({ state: z.string(), dossierId: z.uuid().nullable() }),
  async run(tx, actor, input) {
    const arrival = await tx.db
      .selectFrom('portal_arrivals')
      .select(['kind', 'portal_code', 'body', 'state'])
      .where('office_id', '=', actor.officeId)
      .where('item', '=', input.item)
      .forUpdate()
      .executeTakeFirst()
    const entry = (facts: Record<string, unknown>) => ({
      subjectType: 'portal_arrival',
      subjectId: input.item,
      facts,
    })
    if (arrival?.state !== 'waiting') {
      return {
        output: { state: arrival?.state ?? 'none', dossierId: null },
        audit: [entry({ repeated: true })],
      }
    }
    const files = await keepFiles(tx, actor, input.files)
    const body = input.body ?? (arrival.body as Record<string, unknown>)
    const kind = arrival.kind as ArrivalKind
    const taken = await byKind[kind](tx, actor, { portalCode: arrival.portal_code, body, files })
    await tx.db
      .updateTable('portal_arrivals')
      // What it said stands in the dossier now; a second copy of a person's data is kept by nobody.
      .set({ state: taken.state, reason: taken.reason, done_at: tx.now, body: '{}' })
      .where('office_id', '=', actor.officeId)
      .where('item', '=', input.item)
      .execute()
    return {
      output: { state: taken.state, dossierId: taken.dossierId },
      audit: [entry({ kind, portalCode: arrival.portal_code, state: taken.state }), ...taken.audit],
      news: taken.news,
    }
  },
})

type Sent = {
  portalFile: string
  name: string
  stored: z.output<typeof storedContentSchema> | null
  problem: string
}

async function keepFiles(tx: Tx, actor: Actor, files: readonly Sent[]): Promise<ArrivedFile[]> {
  const contents = files.flatMap(({ stored }) => stored ?? [])
  const kept = contents.length > 0 ? await rememberFiles(tx, actor, contents) : []
  const arrived = files.map(({ stored, portalFile, name, problem }) => {
    const row = stored && kept.find((each) => each.sha256 === stored.sha256 && each.name === stored.name)
    return { portalFile, name, fileId: row?.id ?? null, problem }
  })
  const known = arrived.flatMap(({ fileId, portalFile }) =>
    fileId ? [{ office_id: actor.officeId, file_id: fileId, portal_file: portalFile }] : [],
  )
  if (known.length > 0) {
    await tx.db
      .insertInto('portal_files')
      .values(known)
      .onConflict((conflict) => conflict.columns(['office_id', 'file_id']).doNothing())
      .execute()
  }
  return arrived
}
