import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { addDays, localDate } from '../calendar/model/local-time.ts'
import { claimMessages } from '../interchange/commands/claim-messages.ts'
import { keepArrival } from '../interchange/commands/keep-arrival.ts'
import { queueStatus } from '../interchange/commands/queue-message.ts'
import { recordSent } from '../interchange/commands/record-sent.ts'
import { registerArrival } from '../interchange/commands/register-arrival.ts'
import { saveAgency } from '../interchange/commands/save-agency.ts'
import { saveInterchangeSettings } from '../interchange/commands/save-settings.ts'
import { settleArrival } from '../interchange/commands/settle-arrival.ts'
import {
  demoArrivalId,
  demoAxisAgencyId,
  demoHopelessId,
  demoManualAgencyId,
  demoOriginalIds,
  demoUnsentId,
} from '../interchange/examples.ts'
import { readKeptMessage } from '../interchange/jobs/read-kept-message.ts'
import { documentIdOf, type EdxmlDocumentInput } from '../interchange/model/edxml/message.ts'
import { writeEdxml } from '../interchange/model/edxml/write.ts'
import { registrationOf } from '../interchange/model/registration.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { defineCommand } from '../platform/operations.ts'
import type { Services } from '../platform/services.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { type DemoUsername, demoOfficeId, demoStaffId } from '../staff/examples.ts'
import { resolveActor } from '../staff/queries.ts'
import { demoOffice } from './office.ts'
import { blankPage } from './scan.ts'

type Deps = WriteDeps & Pick<Services, 'blobs'>

const sender = { organId: 'H56.90', organName: 'Sở Mẫu tỉnh Ví Dụ', organizationInCharge: 'UBND tỉnh Ví Dụ' }
const settle = { actor: systemActor(demoOfficeId), requestId: 'demo' }

/** A directory of made-up agencies, and messages of one of them in every state that waits for somebody. */
export async function loadDemoInterchange(deps: Deps): Promise<void> {
  await enterDirectory(deps)
  const symbol = (number: number) => `${number}/SM-VP`
  await arrive(deps, demoArrivalId('register'), letter(deps, 301, 'V/v rà soát thủ tục hành chính quý II'))
  await arrive(
    deps,
    demoArrivalId('refuse'),
    letter(deps, 302, 'V/v phối hợp kiểm tra công trình thủy lợi', 1),
  )
  for (const [index, id] of demoOriginalIds.entries()) {
    const original = letter(deps, 303 + index, `V/v cung cấp số liệu đợt ${index + 1}`)
    await arrive(deps, id, original)
    await register(deps, { id, original })
  }
  await arrive(deps, demoArrivalId('noteUpdate'), {
    ...letter(deps, 305, 'V/v đính chính Công văn số 303/SM-VP'),
    business: {
      type: 'update',
      reason: 'Ghi nhầm thời hạn báo cáo: đúng là ngày 15 tháng sau.',
      documentId: idOf(deps, symbol(303)),
      informationChanged: true,
    },
  })
  await arrive(deps, demoArrivalId('agreeRecall'), {
    ...letter(deps, 304, 'V/v cung cấp số liệu đợt 2'),
    documentId: `${idOf(deps, symbol(304))}/thu-hoi`,
    attachments: [],
    business: { type: 'recall', reason: 'Văn bản gửi nhầm nơi nhận.', documentId: idOf(deps, symbol(304)) },
  })
  const whole = bytesOf(letter(deps, 306, 'V/v tổ chức hội nghị'))
  await keep(deps, demoArrivalId('retry'), whole.subarray(0, whole.length - 200))
  await keep(deps, demoArrivalId('skip'), Buffer.from('Thông điệp gửi thử, không phải edXML.'))
  await sendStatuses(deps)
}

async function enterDirectory(deps: Deps): Promise<void> {
  const call = { actor: await member(deps, 'quantri'), requestId: randomUUID() }
  await write(deps, call, saveAgency, {
    id: demoAxisAgencyId,
    organId: sender.organId,
    name: sender.organName,
    inCharge: sender.organizationInCharge,
    via: 'axis',
  })
  await write(deps, call, saveAgency, {
    id: demoManualAgencyId,
    organId: 'H56.91',
    name: 'Hội Mẫu xã Ví Dụ',
    via: 'manual',
  })
  await write(deps, call, saveInterchangeSettings, {
    revision: 0,
    active: true,
    organId: demoOffice.agencyCode,
    baseUrl: 'https://truc-lien-thong.invalid',
    systemId: 'mau-cam-long',
    // Opens for nobody: the demonstration talks to no axis.
    secretSealed: `v1.${'A'.repeat(60)}`,
    pollMinutes: 5,
    requireSignature: false,
  })
}

async function member(deps: Deps, username: DemoUsername) {
  const actor = await resolveActor(deps, { officeId: demoOfficeId, staffId: demoStaffId(username) })
  if (!actor) throw new Error(`no member ${username}`)
  return actor
}

const dayOf = (deps: Deps) => addDays(localDate(deps.clock()), -1)
const idOf = (deps: Deps, code: string) => documentIdOf(sender.organId, dayOf(deps), code)

function letter(deps: Deps, number: number, subject: string, priority = 0): EdxmlDocumentInput {
  return {
    kind: 'document',
    from: sender,
    to: [{ organId: demoOffice.agencyCode, organName: demoOffice.name }],
    documentId: idOf(deps, `${number}/SM-VP`),
    codeNumber: String(number),
    codeNotation: 'SM-VP',
    place: 'Ví Dụ',
    promulgationDate: dayOf(deps),
    typeName: 'Công văn',
    subject,
    priority,
    signer: { competence: 'KT. GIÁM ĐỐC', position: 'Phó Giám đốc', fullName: 'Trần Văn Mẫu' },
    pageAmount: 1,
    attachments: [
      {
        contentId: `cid:van-ban-${number}`,
        name: `${number}-sm-vp.pdf`,
        description: 'Văn bản chính',
        contentType: 'application/pdf',
        bytes: new Uint8Array(blankPage()),
      },
    ],
  }
}

function bytesOf(message: EdxmlDocumentInput): Uint8Array {
  const written = writeEdxml(message)
  if ('faults' in written) throw new Error(JSON.stringify(written.faults))
  return written.bytes
}

async function keep(deps: Deps, id: string, bytes: Uint8Array): Promise<void> {
  const { sha256, size } = await deps.blobs.put(Readable.from([bytes]), 2 ** 20)
  await write(deps, settle, keepArrival, { id, via: 'axis', transportId: id, sha256, size })
  await write(deps, settle, settleArrival, { id, ...(await readKeptMessage(deps, sha256)) })
}

const arrive = (deps: Deps, id: string, message: EdxmlDocumentInput) => keep(deps, id, bytesOf(message))

async function register(
  deps: Deps,
  { id, original }: { id: string; original: EdxmlDocumentInput },
): Promise<void> {
  const call = { actor: await member(deps, 'vanthu'), requestId: randomUUID() }
  const { sha256 } = await deps.blobs.put(Readable.from([bytesOf(original)]), 2 ** 20)
  const { message } = await readKeptMessage(deps, sha256)
  if (message?.kind !== 'document') throw new Error('a letter was written')
  const values = registrationOf(message)
  await write(deps, call, registerArrival, { id, revision: 2, ...values } as never)
}

/** What the sender was told went out, but for two that did not. */
async function sendStatuses(deps: Deps): Promise<void> {
  const { messages } = await write(deps, settle, claimMessages, { limit: 100 })
  for (const { id, attempt } of messages) await write(deps, settle, recordSent, { id, attempt, failure: '' })
  const [one, other] = demoOriginalIds
  await write(deps, settle, telling(one, demoUnsentId), {})
  await write(deps, settle, telling(other, demoHopelessId), {})
  const left = await write(deps, settle, claimMessages, { limit: 100 })
  for (const { id, attempt } of left.messages) {
    const failure =
      id === demoUnsentId || id === demoHopelessId
        ? 'Trục không nhận: mã hệ thống chưa được cấp quyền gửi.'
        : ''
    await write(deps, settle, recordSent, { id, attempt, failure, isFinal: true })
  }
}

function telling(arrivalId: string, id: string) {
  return defineCommand({
    name: 'demo.tellStatus',
    title: 'Báo trạng thái mẫu',
    audience: [],
    input: z.strictObject({}),
    output: z.object({ id: z.uuid() }),
    async run(tx, actor) {
      const { agency_id: agencyId, document_id: documentId } = await tx.db
        .selectFrom('interchange_arrivals')
        .select(['agency_id', 'document_id'])
        .where('office_id', '=', actor.officeId)
        .where('id', '=', arrivalId)
        .executeTakeFirstOrThrow()
      const arrival = { id: arrivalId, agencyId: agencyId ?? '', documentId: documentId ?? '' }
      await queueStatus(tx, actor, { id, arrival, code: '04', words: 'Phân công xử lý.' })
      return { output: { id }, audit: [{ subjectType: 'interchange_message', subjectId: id, facts: {} }] }
    },
  })
}
