import { Readable } from 'node:stream'
import type { z } from 'zod'
import { storeFiles } from '../files/commands.ts'
import type { Actor } from '../platform/operations.ts'
import { demoStaffId } from '../staff/examples.ts'
import type { TestApp } from '../testing/app.ts'
import { directIncoming } from './commands/direct-incoming.ts'
import { takeUpIncoming } from './commands/handle-incoming.ts'
import { approveOutgoing } from './commands/outgoing/approve-outgoing.ts'
import { createOutgoing } from './commands/outgoing/draft-outgoing.ts'
import { passOutgoingForm, submitOutgoing } from './commands/outgoing/step-outgoing.ts'
import { registerIncoming } from './commands/register-incoming.ts'
import { registerExample } from './examples.ts'
import type { registerInput } from './model/document-fields.ts'
import { outgoingExample } from './model/outgoing/outgoing-examples.ts'

type Registered = Partial<z.input<typeof registerInput>>

let made = 0

/** A document that no other one is the same as. */
export function someDocument(own: Registered = {}): z.input<typeof registerInput> {
  made += 1
  return { ...registerExample, symbol: `${1000 + made}/SNV-CCHC`, ...own }
}

/** Stores a file as the member would upload it. */
export async function storedFile(
  test: TestApp,
  actor: Actor,
  file: { bytes: Uint8Array; name?: string; mediaType?: string },
): Promise<string> {
  const content = await test.services.blobs.put(Readable.from([file.bytes]), 2 ** 26)
  const { name = 'van-ban.pdf', mediaType = 'application/pdf' } = file
  const stored = await test.write(actor, storeFiles, { files: [{ ...content, name, mediaType }] })
  return stored.files[0]?.id ?? ''
}

/** A document of the chair with its number, on the way to be signed; of a Word file where one is given. */
export async function approvedOutgoing(
  test: TestApp,
  {
    fileId = null,
    content = outgoingExample,
  }: { fileId?: string | null; content?: typeof outgoingExample } = {},
): Promise<{ id: string; revision: number }> {
  const [drafter, clerk, chair] = await Promise.all(
    ['chuyenmon', 'vanthu', 'chutich'].map((each) => test.as(each)),
  )
  if (!drafter || !clerk || !chair) throw new Error('no such people')
  const parts = { secrecy: 'open' as const, fileId, repliesTo: [], replyBy: null }
  const { id } = await test.write(drafter, createOutgoing, { content, ...parts })
  await test.write(drafter, submitOutgoing, { id, revision: 1 })
  await test.write(clerk, passOutgoingForm, { id, revision: 2 })
  return test.write(chair, approveOutgoing, { id, revision: 3 })
}

/** The people of the story, by what they do in it. */
export async function cast(test: TestApp) {
  const [clerk, leader, deputy, lead, other] = await Promise.all([
    test.as('vanthu'),
    test.as('chutich'),
    test.as('phochutich'),
    test.as('chuyenmon'),
    test.as('xahoi'),
  ])
  return { clerk, leader, deputy, lead, other }
}
export type Cast = Awaited<ReturnType<typeof cast>>

/** A document given to `chuyenmon` to lead, taken up unless told otherwise. */
export async function givenDocument(
  test: TestApp,
  { clerk, leader, lead }: Cast,
  own: Registered & { dueOn?: string; upTo?: 'registered' | 'directed' | 'taken' } = {},
): Promise<{ id: string; revision: number }> {
  const { dueOn, upTo = 'taken', ...fields } = own
  const { id } = await test.write(clerk, registerIncoming, someDocument(fields))
  if (upTo === 'registered') return { id, revision: 1 }
  const directed = await test.write(leader, directIncoming, {
    id,
    revision: 1,
    kind: 'action',
    leadId: lead.id,
    coordinateIds: [demoStaffId('tuphap')],
    informIds: [demoStaffId('phochutich')],
    dueOn: dueOn ?? null,
    words: 'Tham mưu trả lời.',
  })
  if (upTo === 'directed') return directed
  return test.write(lead, takeUpIncoming, { id, revision: directed.revision })
}
