import { randomUUID } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { addDays, isoWeekday, localDate } from '../calendar/model/local-time.ts'
import { type DemoDossier, demoRef } from '../dossiers/examples.ts'
import { claimPackages } from '../interlink/commands/claim-packages.ts'
import { pinPartnerKey } from '../interlink/commands/partner-keys.ts'
import { recordDelivery } from '../interlink/commands/record-delivery.ts'
import { savePartner } from '../interlink/commands/save-partner.ts'
import { sendLeg } from '../interlink/commands/send-leg.ts'
import { takePackage } from '../interlink/commands/take-package.ts'
import {
  demoIncomingRef,
  demoKeyHolderId,
  demoMoreRef,
  demoNewRef,
  demoOldPublicKey,
  demoPaperPartnerId,
  demoPaperRef,
  demoRecallRef,
  demoRetryRef,
  demoTaxId,
  demoUnreachedRef,
} from '../interlink/examples.ts'
import {
  type ManifestBody,
  readAcknowledgement,
  writeAcknowledgement,
  writeManifest,
} from '../interlink/model/package.ts'
import { digestOf } from '../interlink/model/signing.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { isAppError } from '../platform/errors.ts'
import type { Actor } from '../platform/operations.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { type DemoUsername, demoOfficeId, demoStaffId } from '../staff/examples.ts'
import { resolveActor } from '../staff/queries.ts'
import { demoOffice, demoOpening } from './office.ts'

const afterReception = 10 * 60_000

const tax = { code: 'H56.22.91', name: 'Thuế cơ sở Mẫu' }
const land = { code: 'H56.22.92', name: 'Chi nhánh Văn phòng đăng ký đất đai Mẫu' }
const police = { code: 'H56.22.93', name: 'Công an xã Mẫu' }

/** Partners of the demonstration office, all made up, and dossiers that are with them or have come from them. */
export async function loadDemoInterlink(deps: WriteDeps): Promise<void> {
  // After what has been done to these dossiers, each step of which follows two minutes after the one before.
  const services = { ...deps, clock: () => new Date(deps.clock().getTime() + afterReception) }
  await enterPartners(services)
  const sent = [
    ['sendBack', demoMoreRef.legId, demoTaxId],
    ['requestSupplement', demoRecallRef.legId, demoTaxId],
  ] as const
  for (const [dossier, id, partnerId] of sent) await send(services, dossier, { id, partnerId })
  await acknowledge(services)
  await answerFrom(services, tax, demoMoreRef.legId)
  await send(services, 'draftResult', { id: demoPaperRef.legId, partnerId: demoPaperPartnerId })
  await send(services, 'proposeExtension', { id: demoUnreachedRef.legId, partnerId: demoTaxId })
  await send(services, 'stop', { id: demoRetryRef.legId, partnerId: demoTaxId })
  await askFrom(services, tax, demoNewRef.legId)
  await askFrom(services, land, demoIncomingRef.legId)
}

async function member(services: WriteDeps, username: DemoUsername): Promise<Actor> {
  const actor = await resolveActor(services, { officeId: demoOfficeId, staffId: demoStaffId(username) })
  if (!actor) throw new Error(`no member ${username}`)
  return actor
}

async function enterPartners(services: WriteDeps): Promise<void> {
  const call = { actor: await member(services, 'quantri'), requestId: randomUUID() }
  const network = (name: string) => ({ via: 'https' as const, url: `https://${name}.invalid` })
  const partners = [
    { id: demoTaxId, ...tax, kind: 'tax', reached: network('thue-mau') },
    { id: demoPaperPartnerId, ...police, kind: 'police', reached: { via: 'paper' } },
    { id: demoKeyHolderId, ...land, kind: 'land', reached: network('dat-dai-mau') },
  ] as const
  for (const partner of partners)
    await write(services, call, savePartner, { ...partner, validFrom: demoOpening })
  await write(services, call, pinPartnerKey, { partnerId: demoKeyHolderId, publicKey: demoOldPublicKey })
}

/** Asks about a dossier by the first of the coming days on which the office works. */
async function send(
  services: WriteDeps,
  dossier: DemoDossier,
  leg: { id: string; partnerId: string },
): Promise<void> {
  const call = { actor: await member(services, 'chuyenmon'), requestId: randomUUID() }
  const days = Array.from({ length: 14 }, (_, index) => addDays(localDate(services.clock()), index + 5))
  for (const answerOn of days.filter((day) => isoWeekday(day) <= 5)) {
    const question = 'Đề nghị cho ý kiến về nội dung hồ sơ và nghĩa vụ tài chính, nếu có.'
    const input = { ...demoRef(dossier), ...leg, question, answerOn, components: [0] }
    const sent = await write(services, call, sendLeg, input).catch((error: unknown) => {
      if (isAppError(error) && error.facts.fields?.answerOn) return null
      throw error
    })
    if (sent) return
  }
}

/** The partners have received what is on its way. */
async function acknowledge(services: WriteDeps): Promise<void> {
  const call = { actor: systemActor(demoOfficeId), requestId: randomUUID() }
  const { packages } = await write(services, call, claimPackages, { limit: 50 })
  for (const { id, attempt, manifest } of packages) {
    const text = writeAcknowledgement({
      packageId: id,
      digest: digestOf(manifest),
      code: 'accepted',
      reason: '',
      detail: '',
      at: services.clock().toISOString(),
    })
    const acknowledgement = readAcknowledgement(text)
    await write(services, call, recordDelivery, { id, attempt, acknowledgement, failure: '' })
  }
}

const writer = { name: 'Công chức Mẫu', post: 'Chuyên viên' }

async function receive(
  services: WriteDeps,
  sender: typeof tax,
  body: Pick<ManifestBody, 'kind' | 'content' | 'leg'>,
): Promise<void> {
  const manifest = writeManifest({
    id: uuid(),
    sequence: 1,
    sender,
    recipient: { code: demoOffice.agencyCode },
    createdAt: services.clock().toISOString(),
    parts: [],
    ...body,
  } as ManifestBody)
  const partnerId = sender === tax ? demoTaxId : demoKeyHolderId
  const call = { actor: systemActor(demoOfficeId), requestId: randomUUID() }
  await write(services, call, takePackage, { partnerId, manifest, keyId: '', files: [], wrongFile: '' })
}

/** A partner wants more before it can answer. */
async function answerFrom(services: WriteDeps, sender: typeof tax, leg: string): Promise<void> {
  const content = {
    outcome: 'more' as const,
    text: 'Đề nghị gửi thêm sơ đồ thửa đất.',
    promisedAt: null,
    writer,
  }
  await receive(services, sender, { kind: 'answer', leg, content })
}

/** A partner asks something of the office. */
async function askFrom(services: WriteDeps, sender: typeof tax, leg: string): Promise<void> {
  const now = services.clock()
  const dueAt = new Date(now.getTime() + 7 * 24 * 60 * 60_000).toISOString()
  await receive(services, sender, {
    kind: 'request',
    leg,
    content: {
      question: 'Đề nghị xác nhận tình trạng sử dụng đất và việc không có tranh chấp.',
      answerBy: dueAt,
      dossier: {
        code: `${sender.code}-20260105-0000007`,
        procedureCode: '1.012796',
        procedureName: 'Đính chính giấy chứng nhận quyền sử dụng đất đã cấp',
        receivedAt: now.toISOString(),
        dueAt,
      },
      handedIn: sender,
      applicant: {
        kind: 'citizen',
        name: 'Công Dân Mẫu 90',
        personalId: '038090000090',
        birthDate: '1990-05-15',
        sex: 'female',
        address: 'Thôn Mẫu, xã Cẩm Long',
        phone: '0900000090',
        email: '',
      },
      declaration: [],
      components: [{ name: 'Đơn đề nghị đính chính', originals: 1, copies: 0, note: '', files: [] }],
      writer,
    },
  })
}
