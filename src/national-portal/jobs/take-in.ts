import { Readable } from 'node:stream'
import { takeInFile } from '../../files/api/receive-upload.ts'
import type { StoredContent } from '../../files/model/stored-file.ts'
import { errorCatalogue, isAppError } from '../../platform/errors.ts'
import { fileLimit } from '../../platform/http/server.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { noteArrival } from '../commands/note-arrival.ts'
import { takeInArrival } from '../commands/take-in.ts'
import { attachmentsOf } from '../model/arrivals.ts'
import { filedDossier, lookedUp } from '../model/portal-answers.ts'
import { arrivalsDue, type DueArrival } from '../queries/arrivals-due.ts'
import { type ExchangeDeps, type OpenAccount, openAccount } from './open-account.ts'

const batch = 50
/** Seconds after which a run takes no further batch. */
const runSeconds = 20

interface FetchedFile {
  portalFile: string
  name: string
  stored: StoredContent | null
  problem: string
}

/** Why something cannot go on now (`again`) or at all (`failed`). */
interface Hindrance {
  outcome: 'again' | 'failed'
  reason: string
}

/** Lets the news that came take effect: files are fetched and looked into first, then everything happens in one transaction. */
export async function takeInArrivals(deps: ExchangeDeps, officeId: string): Promise<number> {
  const started = performance.now()
  let taken = 0
  while (performance.now() - started < runSeconds * 1000) {
    const { arrivals } = await read(deps, systemActor(officeId), arrivalsDue, { limit: batch })
    if (arrivals.length === 0) break
    const account = await openAccount(deps, officeId, { whileResting: true })
    if (!account || account === 'lost secret') break
    for (const arrival of arrivals) taken += await takeInOne(deps, { officeId, account, arrival })
  }
  return taken
}

interface Taking {
  officeId: string
  account: OpenAccount
  arrival: DueArrival
}

async function takeInOne(deps: ExchangeDeps, taking: Taking): Promise<number> {
  const { officeId, arrival } = taking
  const call = { actor: systemActor(officeId), requestId: `portal ${arrival.item}`.slice(0, 100) }
  const { item } = arrival
  try {
    const body = await bodyOf(taking)
    const files = 'outcome' in body ? body : await fetchFiles(deps, taking, body.value ?? arrival.body)
    if ('outcome' in files) {
      await write(deps, call, noteArrival, { item, ...files })
      return 0
    }
    const value = 'outcome' in body ? null : body.value
    await write(deps, call, takeInArrival, { item, body: value, files: [...files] })
    return 1
  } catch (error) {
    await write(deps, call, noteArrival, { item, ...hindranceOf(deps, error) })
    return 0
  }
}

/** What a rule refuses needs somebody; anything unforeseen is tried again. */
function hindranceOf(deps: ExchangeDeps, error: unknown): Hindrance {
  if (isAppError(error) && errorCatalogue[error.code].status < 500) {
    const { detail, fields } = error.facts
    const words = fields ? Object.values(fields).join(' ') : (detail ?? errorCatalogue[error.code].detail)
    return { outcome: 'failed', reason: words.slice(0, 500) }
  }
  deps.log.error({ err: String(error) }, 'Lỗi khi đưa tin của Cổng vào hồ sơ.')
  return { outcome: 'again', reason: 'Phần mềm gặp lỗi; sẽ tự làm lại.' }
}

/** What was looked up, where the arrival asks for it; null: the arrival says it all. */
async function bodyOf({
  account,
  arrival,
}: Taking): Promise<{ value: Record<string, unknown> | null } | Hindrance> {
  if (arrival.kind !== 'lookup') return { value: null }
  const told = await account.portal.lookUp(arrival.portalCode)
  if (told.ok) return { value: told.value }
  return { outcome: told.fault === 'unknown_dossier' ? 'failed' : 'again', reason: told.reason }
}

async function fetchFiles(
  deps: ExchangeDeps,
  { account }: Taking,
  body: Record<string, unknown>,
): Promise<FetchedFile[] | Hindrance> {
  const inside = lookedUp.safeParse(body)
  const filed = inside.success && inside.data.HoSo ? inside.data.HoSo : body
  const papers = filedDossier.shape.TaiLieuNop.safeParse((filed as { TaiLieuNop?: unknown }).TaiLieuNop)
  // What cannot be read at all is refused where it takes effect, in words.
  const named = papers.success ? attachmentsOf(papers.data) : []
  const files: FetchedFile[] = []
  for (const { portalFile, name } of named) {
    const file = await fetchFile(deps, account, { portalFile, name })
    if ('outcome' in file) return file
    files.push(file)
  }
  return files
}

/** A file that is no paper a dossier may hold does not keep the filing out: the officer reads why, and asks for it. */
async function fetchFile(
  deps: ExchangeDeps,
  { portal }: OpenAccount,
  file: { portalFile: string; name: string },
): Promise<FetchedFile | Hindrance> {
  const told = await portal.getFile(file.portalFile)
  const without = (why: string) => ({
    ...file,
    stored: null,
    problem: `Tệp “${file.name}” không nhận được: ${why}`.slice(0, 500),
  })
  if (!told.ok) {
    const isGone = told.fault === 'unknown_dossier' || told.fault === 'refused'
    return isGone ? without('Cổng không có tệp này.') : { outcome: 'again', reason: told.reason }
  }
  try {
    const content = Readable.fromWeb(told.value.body as import('node:stream/web').ReadableStream)
    const stored = await takeInFile(deps.blobs, content, { name: file.name, limitBytes: fileLimit })
    return { ...file, stored, problem: '' }
  } catch (error) {
    if (isAppError(error) && error.code !== 'unavailable')
      return without(error.facts.detail ?? 'tệp không hợp lệ.')
    return {
      outcome: 'again',
      reason: isAppError(error) ? (error.facts.detail ?? '') : 'Tệp từ Cổng bị đứt giữa chừng.',
    }
  }
}
