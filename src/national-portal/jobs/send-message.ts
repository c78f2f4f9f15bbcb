import { localDate } from '../../calendar/model/local-time.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import type { ClaimedMessage } from '../commands/claim-messages.ts'
import { notePortalCode, notePortalFile } from '../commands/note-sent.ts'
import type { Outcome } from '../commands/record-outcomes.ts'
import { composeDossier, composeProgress, composeStatus, filesToSend } from '../model/compose-dossier.ts'
import { type DossierForPortal, dossierForPortal } from '../queries/dossier-for-portal.ts'
import type { ExchangeDeps, OpenAccount } from './open-account.ts'
import { type Told, toldOk } from './portal-transport.ts'

type Became = Pick<Outcome, 'outcome' | 'reason'>

interface Sending {
  deps: ExchangeDeps
  officeId: string
  account: OpenAccount
}

/**
 * Says one message. Each step leaves its own trace before the next (code, then file by file, then the dossier), so that a
 * message tried again goes on where it stopped and has its effect once.
 */
export async function sendMessage(sending: Sending, message: ClaimedMessage): Promise<Became> {
  const { deps, officeId } = sending
  const dossier = await read(deps, systemActor(officeId), dossierForPortal, { dossierId: message.dossierId })
  if (message.kind === 'dossier') return sendDossier(sending, message, dossier)
  const { portalCode } = dossier
  if (portalCode === null) return { outcome: 'forgotten', reason: 'Hồ sơ chưa được gửi lên Cổng.' }
  const { portal } = sending.account
  const told =
    message.kind === 'progress'
      ? await portal.addProgress(composeProgress(portalCode, message.status, message.body))
      : await portal.setStatus(composeStatus(portalCode, message.status, message.body))
  return became(told)
}

/** What an answer means for a message. Said before is said. */
function became(told: Told<unknown>): Became {
  if (told.ok || told.fault === 'already') return { outcome: 'done', reason: '' }
  const { fault, reason } = told
  if (fault === 'refused') return { outcome: 'refused', reason: `Cổng từ chối: ${reason}` }
  if (fault === 'unknown_dossier')
    return { outcome: 'forgotten', reason: `Cổng không có hồ sơ này. ${reason}` }
  return { outcome: 'again', reason }
}

async function sendDossier(
  sending: Sending,
  message: ClaimedMessage,
  dossier: DossierForPortal,
): Promise<Became> {
  if (dossier.procedureCode === null)
    return {
      outcome: 'refused',
      reason: 'Thủ tục chưa có mã quốc gia. Hãy bổ sung mã ở trang Thủ tục rồi gửi lại.',
    }
  const code = await codeFor(sending, dossier)
  if (!code.ok) return became(code)
  const sent = await sendFiles(sending, message, dossier)
  if (sent) return sent
  const { unitCode, portal } = sending.account
  const { deps, officeId } = sending
  const now = await read(deps, systemActor(officeId), dossierForPortal, { dossierId: dossier.dossierId })
  const body = composeDossier(now, { portalCode: code.value, unitCode, status: message.status })
  const isUpdating = now.isKnownThere
  const told = await portal.syncDossier(body, isUpdating)
  // Made before, in an attempt whose answer was lost: then it is brought up to date. Forgotten: then it is made anew.
  const isOtherWay = !told.ok && told.fault === (isUpdating ? 'unknown_dossier' : 'already')
  return became(isOtherWay ? await portal.syncDossier(body, !isUpdating) : told)
}

/**
 * The code the portal knows the dossier by: the one it has; else ours; or, where the portal issues the codes and this one was
 * received while none was at hand (or another dossier there bears ours), a code of the portal's that stands beside it. A code
 * whose answer was lost stays unused.
 */
async function codeFor(sending: Sending, dossier: DossierForPortal): Promise<Told<string>> {
  if (dossier.portalCode !== null) return toldOk(dossier.portalCode)
  const { account } = sending
  const isOurs = !account.connection.takeCodes || dossier.hasReservedCode
  if (isOurs && dossier.ownCode !== null) {
    const own = await noteCode(sending, dossier, dossier.ownCode)
    if (own !== null) return toldOk(own)
  }
  const issued = await account.portal.issueCodes(localDate(dossier.receivedAt ?? dossier.filedAt), 1)
  if (!issued.ok) return issued
  const code = await noteCode(sending, dossier, issued.value[0] ?? '')
  if (code !== null) return toldOk(code)
  return { ok: false, fault: 'unclear', reason: 'Cổng cấp một mã hồ sơ đã dùng.' }
}

async function noteCode({ deps, officeId }: Sending, { dossierId }: DossierForPortal, portalCode: string) {
  const call = { actor: systemActor(officeId), requestId: `portal-code-${dossierId}` }
  return (await write(deps, call, notePortalCode, { dossierId, portalCode })).portalCode
}

/** Files that the portal lacks, one after the other; null when all are there. */
async function sendFiles(
  { deps, officeId, account }: Sending,
  message: ClaimedMessage,
  dossier: DossierForPortal,
): Promise<Became | null> {
  const call = { actor: systemActor(officeId), requestId: `portal-file-${message.id}` }
  for (const { fileId, name, sha256, size } of filesToSend(dossier, message.status)) {
    if (!(await deps.blobs.has(sha256)))
      return { outcome: 'refused', reason: `Tệp “${name}” không còn trong kho tệp của máy chủ.` }
    const told = await account.portal.putFile({ name, sha256, size, content: () => deps.blobs.read(sha256) })
    if (!told.ok) return became(told)
    await write(deps, call, notePortalFile, { fileId, portalFile: told.value.MaTep })
  }
  return null
}
