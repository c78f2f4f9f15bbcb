import { localDate } from '../../calendar/model/local-time.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { recordComparison } from '../commands/record-comparison.ts'
import { type Difference, differencesOf, type ListedHere, type ListedThere } from '../model/differences.ts'
import type { listPage } from '../model/portal-answers.ts'
import { readPortalMoment } from '../model/portal-mapping.ts'
import { listedHere } from '../queries/listed-here.ts'
import { fetchChanges } from './fetch-changes.ts'
import { type ExchangeDeps, openAccount } from './open-account.ts'
import type { Portal } from './portal-client.ts'
import type { Told } from './portal-transport.ts'
import { takeInArrivals } from './take-in.ts'

const pageSize = 500
/** Pages at most: more dossiers than an office has in many years. */
const mostPages = 400

/** Compares every dossier of the portal with ours and keeps the differences; null where the portal may not be asked. */
export async function compareWithPortal(
  deps: ExchangeDeps,
  officeId: string,
): Promise<{ found: number; closed: number } | null> {
  const account = await openAccount(deps, officeId, { whileResting: true })
  if (!account || account === 'lost secret') return null
  const actor = systemActor(officeId)
  const startedAt = deps.clock()
  const since = account.connection.since ?? localDate(startedAt)
  const there = await listThere(account.portal, since)
  // Theirs first, then the news of it, then ours: what they list has had its chance to arrive.
  await fetchChanges(deps, officeId)
  await takeInArrivals(deps, officeId)
  const { dossiers, arriving } = await read(deps, actor, listedHere, { since })
  const differences = there.ok
    ? compare(there.value, dossiers).filter(
        ({ kind, portalCode }) => kind !== 'missing_here' || !arriving.includes(portalCode),
      )
    : []
  return write(deps, { actor, requestId: 'compare-with-portal' }, recordComparison, {
    startedAt: startedAt.toISOString(),
    compared: there.ok ? new Set([...there.value, ...dossiers].map(({ portalCode }) => portalCode)).size : 0,
    differences,
    problem: there.ok ? '' : there.reason,
  })
}

function compare(there: readonly ListedThere[], here: readonly ListedHere[]): Difference[] {
  const ours = new Map(here.map((each) => [each.portalCode, each]))
  const theirs = new Map(there.map((each) => [each.portalCode, each]))
  const codes = [...new Set([...theirs.keys(), ...ours.keys()])].toSorted()
  return codes.flatMap((code) => differencesOf(theirs.get(code) ?? null, ours.get(code) ?? null))
}

async function listThere(portal: Portal, since: string): Promise<Told<ListedThere[]>> {
  const all: ListedThere[] = []
  let after = ''
  for (let pages = 0; pages < mostPages; pages += 1) {
    const told = await portal.list({ after, since }, pageSize)
    if (!told.ok) return told
    all.push(...told.value.DanhSach.map(listedOf))
    if (!told.value.ConNua || told.value.Tiep === after) return { ok: true, value: all }
    after = told.value.Tiep
  }
  return { ok: true, value: all }
}

type Listed = (typeof listPage)['_zod']['output']['DanhSach'][number]

function listedOf({ MaHoSo, TrangThaiHoSo, NgayHenTra, CoKetQua, ThanhToan }: Listed): ListedThere {
  return {
    portalCode: MaHoSo,
    status: TrangThaiHoSo,
    dueAt: readPortalMoment(NgayHenTra),
    hasResult: CoKetQua,
    payments: ThanhToan.map(({ MaGiaoDich, SoTien }) => ({ payment: MaGiaoDich, amount: SoTien })),
  }
}
