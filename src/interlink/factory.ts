import { randomUUID } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { demoOffice } from '../demo/office.ts'
import type { Actor } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { createOffice } from '../staff/commands/create-office.ts'
import type { TestApp } from '../testing/app.ts'
import { sealedKeyPair } from './api/own-key.ts'
import { addOwnKey } from './commands/own-keys.ts'
import { pinPartnerKey } from './commands/partner-keys.ts'
import { savePartner } from './commands/save-partner.ts'
import { ownKeys } from './queries/exchange-work.ts'

/** An office of the test, and one member of it with every duty. */
export interface TestOffice {
  officeId: string
  name: string
  code: string
  all: Actor
}

const every = ['counter', 'specialist', 'clerk', 'leader', 'admin'] as const

/** The demonstration office, seen by a member with every duty. */
export async function demoSide(app: TestApp): Promise<TestOffice> {
  const member = await app.as('chuyenmon')
  const all = { ...member, duties: every.map((role) => ({ role, fieldCode: null })) }
  return { officeId: app.officeId, name: demoOffice.name, code: demoOffice.agencyCode, all }
}

/** Another office of the same installation, without procedures of its own; its member signs in where a hash is given. */
export async function openOtherOffice(
  app: TestApp,
  code: string,
  passwordHash = 'x'.repeat(40),
): Promise<TestOffice & { username: string }> {
  const officeId = uuid()
  const member = {
    id: uuid(),
    username: `nguoi.${code.toLowerCase()}`,
    fullName: 'Người Nơi Khác',
    postTitle: 'Công chức Mẫu',
    passwordHash,
    duties: every.map((role) => ({ role, fieldCode: null })),
  }
  const { units: _, ...office } = demoOffice
  const name = `Cơ quan Mẫu ${code}`
  await write(app.services, { actor: systemActor(officeId), requestId: randomUUID() }, createOffice, {
    ...office,
    practice: false,
    name,
    agencyCode: code,
    members: [member],
    dutiesFrom: '2025-07-01',
  })
  const { id, username, fullName, postTitle, duties } = member
  return {
    officeId,
    name,
    code,
    username,
    all: { kind: 'staff', id, name: fullName, post: postTitle, officeId, duties },
  }
}

type Reached = { via: 'here'; officeId: string } | { via: 'https'; url: string } | { via: 'paper' }

/** Enters one office as a partner of the other. Returns the partner's id. */
export async function enterPartner(
  app: TestApp,
  of: TestOffice,
  { partner, reached }: { partner: Pick<TestOffice, 'code' | 'name'>; reached: Reached },
): Promise<string> {
  const saved = await app.write(of.all, savePartner, {
    code: partner.code,
    name: partner.name,
    kind: 'other',
    reached,
    validFrom: '2025-07-01',
  })
  return saved.id
}

/** The public key with which an office signs now; made where there is none. */
export async function publicKeyOf(app: TestApp, office: TestOffice): Promise<string> {
  const actor = systemActor(office.officeId)
  const { keys } = await read(app.services, actor, ownKeys, {})
  if (keys[0]) return keys[0].publicKey
  const pair = sealedKeyPair(app.services.secrets)
  await app.write(actor, addOwnKey, { ...pair, first: true })
  return pair.publicKey
}

/** Both know each other over HTTP on this machine, each with the other's key pinned. Returns the partners' ids. */
export async function linkOverHttp(
  app: TestApp,
  sides: readonly [TestOffice, TestOffice],
  url: string,
): Promise<[string, string]> {
  const [one, other] = sides
  const ids: [string, string] = [
    await enterPartner(app, one, { partner: other, reached: { via: 'https', url } }),
    await enterPartner(app, other, { partner: one, reached: { via: 'https', url } }),
  ]
  const [ofOne, ofOther] = [await publicKeyOf(app, one), await publicKeyOf(app, other)]
  await app.write(one.all, pinPartnerKey, { partnerId: ids[0], publicKey: ofOther })
  await app.write(other.all, pinPartnerKey, { partnerId: ids[1], publicKey: ofOne })
  return ids
}
