import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { blankPage } from '../demo/scan.ts'
import type { TestOffice } from '../interlink/factory.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { approveOutgoing } from '../records/commands/outgoing/approve-outgoing.ts'
import { createOutgoing } from '../records/commands/outgoing/draft-outgoing.ts'
import { issueOutgoing } from '../records/commands/outgoing/issue-outgoing.ts'
import { markOutgoingSigned } from '../records/commands/outgoing/sign-outgoing.ts'
import { passOutgoingForm, submitOutgoing } from '../records/commands/outgoing/step-outgoing.ts'
import { storedFile } from '../records/factory.ts'
import { outgoingExamples } from '../records/model/outgoing/outgoing-examples.ts'
import type { TestApp } from '../testing/app.ts'
import { keepArrival } from './commands/keep-arrival.ts'
import { saveAgency } from './commands/save-agency.ts'
import { saveInterchangeSettings } from './commands/save-settings.ts'
import { exchangeDocuments } from './jobs/exchange.ts'
import type { EdxmlDocumentInput, EdxmlStatusInput } from './model/edxml/message.ts'
import type { SigningKey } from './model/edxml/signature.ts'
import { writeEdxml } from './model/edxml/write.ts'

/** Enters an office of this installation in the directory of another, as reached either way. Returns the agency's id. */
export async function enterOffice(
  app: TestApp,
  { of, other, via }: { of: TestOffice; other: TestOffice; via: 'here' | 'axis' },
): Promise<string> {
  const { id } = await app.write(of.all, saveAgency, {
    organId: other.code,
    name: other.name,
    via,
    officeId: via === 'here' ? other.officeId : null,
  })
  return id
}

/** A document of the demonstration office through all its steps, issued; its set-up is loaded before. */
export async function issuedDocument(
  app: TestApp,
  { example = 'thong-bao', repliesTo = [] as string[] } = {},
): Promise<{ id: string; revision: number; code: string }> {
  const content = outgoingExamples[example]
  if (!content) throw new Error(example)
  const [drafter, clerk, leader] = await Promise.all([
    app.as('chuyenmon'),
    app.as('vanthu'),
    app.as('chutich'),
  ])
  const draft = { content, secrecy: 'open' as const, fileId: null, repliesTo, replyBy: null }
  const { id } = await app.write(drafter, createOutgoing, draft)
  await app.write(drafter, submitOutgoing, { id, revision: 1, words: '' })
  await app.write(clerk, passOutgoingForm, { id, revision: 2, words: '', acceptFaults: false })
  await app.write(leader, approveOutgoing, { id, revision: 3, words: '' })
  const fileId = await storedFile(app, clerk, { bytes: blankPage(), name: 'ban-da-ky.pdf' })
  await app.write(clerk, markOutgoingSigned, { id, revision: 4, fileId })
  const { code, revision } = await app.write(clerk, issueOutgoing, { id, revision: 5 })
  return { id, revision, code: code ?? '' }
}

/** Lets an office exchange over an axis on this machine, as the member of that organ id. */
export async function connectAxis(
  app: TestApp,
  of: TestOffice,
  axis: { url: string; systemId: string; secretKey: string },
): Promise<void> {
  await app.write(of.all, saveInterchangeSettings, {
    revision: 0,
    active: true,
    organId: of.code,
    baseUrl: axis.url,
    systemId: axis.systemId,
    secretSealed: app.services.secrets.seal(axis.secretKey),
    pollMinutes: 1,
    requireSignature: false,
  })
}

let made = 0

/** A letter by a made-up agency over the axis, unlike any other. */
export function someLetter(app: TestApp, own: Partial<EdxmlDocumentInput> = {}): EdxmlDocumentInput {
  made += 1
  const day = app.time.clock().toISOString().slice(0, 10)
  return {
    kind: 'document',
    from: { organId: 'H99.02', organName: 'Sở Mẫu tỉnh Ví Dụ' },
    to: [{ organId: 'H56.22.17', organName: 'Đơn vị mẫu' }],
    documentId: `H99.02,${day.replaceAll('-', '/')},${made}/SM-VP`,
    codeNumber: String(made),
    codeNotation: 'SM-VP',
    promulgationDate: day,
    typeName: 'Công văn',
    subject: 'V/v phối hợp rà soát',
    attachments: [
      {
        contentId: `cid:${randomUUID()}`,
        name: 'van-ban.pdf',
        contentType: 'application/pdf',
        bytes: new Uint8Array(blankPage()),
      },
    ],
    ...own,
  }
}

export function edxmlBytes(message: EdxmlDocumentInput | EdxmlStatusInput, key?: SigningKey): Uint8Array {
  const written = writeEdxml(message, key ? { key } : {})
  if ('faults' in written) throw new Error(JSON.stringify(written.faults))
  return written.bytes
}

/** Lays bytes before the office as the axis would, and lets them be read. Returns the arrival's id. */
export async function arriveOverAxis(
  app: TestApp,
  bytes: Uint8Array,
  officeId = app.officeId,
): Promise<string> {
  const { sha256, size } = await app.services.blobs.put(Readable.from([bytes]), 2 ** 26)
  const call = { actor: systemActor(officeId), requestId: randomUUID() }
  const kept = await write(app.services, call, keepArrival, { via: 'axis', sha256, size })
  await exchangeDocuments(app.services, officeId)
  return kept.id
}
