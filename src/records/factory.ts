import { Readable } from 'node:stream'
import type { z } from 'zod'
import { storeFiles } from '../files/commands.ts'
import type { Actor } from '../platform/operations.ts'
import { demoStaffId } from '../staff/examples.ts'
import type { TestApp } from '../testing/app.ts'
import { directIncoming } from './commands/direct-incoming.ts'
import { takeUpIncoming } from './commands/handle-incoming.ts'
import { registerIncoming } from './commands/register-incoming.ts'
import { registerExample } from './examples.ts'
import type { registerInput } from './model/document-fields.ts'

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
