import { createHash } from 'node:crypto'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { notePortalContact } from '../commands/note-contact.ts'
import { storeChanges } from '../commands/store-changes.ts'
import { readChange } from '../model/arrivals.ts'
import type { Connection } from '../queries/load-settings.ts'
import { type ExchangeDeps, lostSecret, type OpenAccount, openAccount } from './open-account.ts'

/** Items asked for at once, and pages read in one run at most: the next run goes on. */
const pageSize = 100
const mostPages = 20
/** Minutes after which a contact that brought nothing is written down all the same, so that the page can say when it was. */
const noteEvery = 60

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** Reads what is new at the portal, page by page from where it was left off. Returns how many pieces of news were new. */
export async function fetchChanges(deps: ExchangeDeps, officeId: string): Promise<number> {
  let stored = 0
  for (let pages = 0; pages < mostPages; pages += 1) {
    const account = await openAccount(deps, officeId, { whileResting: true })
    if (account === 'lost secret') deps.log.warn({ officeId }, lostSecret)
    if (!account || account === 'lost secret') break
    const page = await fetchPage(deps, officeId, account)
    stored += page.stored
    if (!page.hasMore) break
  }
  return stored
}

async function fetchPage(
  deps: ExchangeDeps,
  officeId: string,
  { portal, connection }: OpenAccount,
): Promise<{ stored: number; hasMore: boolean }> {
  const told = await portal.changes(connection.cursor, pageSize)
  if (!told.ok) {
    await noteFailure(deps, { officeId, connection, reason: told.reason })
    return { stored: 0, hasMore: false }
  }
  const { DanhSach: raw, Tiep: cursor, ConNua: hasMore } = told.value
  const silentFor = deps.clock().getTime() - (connection.lastSuccessAt?.getTime() ?? 0)
  const isDull =
    raw.length === 0 && connection.lastError === '' && silentFor < noteEvery * 60_000 && silentFor >= 0
  if (isDull) return { stored: 0, hasMore: false }
  const arrivals = [
    ...new Map(raw.map((each) => readChange(each, digest)).map((each) => [each.item, each])).values(),
  ]
  const call = { actor: systemActor(officeId), requestId: 'fetch-from-portal' }
  const next = cursor === '' ? connection.cursor : cursor
  const { stored } = await write(deps, call, storeChanges, { arrivals, cursor: next })
  // A portal that says there is more but stands still would be asked for ever.
  return { stored, hasMore: hasMore && next !== connection.cursor }
}

/** Written down once an hour while it lasts, not every minute. */
async function noteFailure(
  deps: ExchangeDeps,
  { officeId, connection, reason }: { officeId: string; connection: Connection; reason: string },
): Promise<void> {
  deps.log.warn({ officeId, reason }, 'Chưa lấy được tin từ Cổng Dịch vụ công quốc gia; sẽ thử lại.')
  const since = deps.clock().getTime() - (connection.lastFailureAt?.getTime() ?? 0)
  if (connection.lastError === reason && since >= 0 && since < noteEvery * 60_000) return
  const call = { actor: systemActor(officeId), requestId: 'fetch-from-portal' }
  await write(deps, call, notePortalContact, { of: 'asking', succeeded: 0, failed: 1, reason })
}
