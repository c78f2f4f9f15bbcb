import { randomInt, randomUUID } from 'node:crypto'
import { openDemo } from './demo/desk.ts'
import { demoMembers, demoOffice, demoOpening } from './demo/office.ts'
import type { WriteDeps } from './platform/deps.ts'
import { hashPassword } from './platform/password.ts'
import { systemActor } from './platform/system-actor.ts'
import { write } from './platform/write.ts'
import { parseCatalogue, readShippedCatalogue } from './procedures/model/catalogue.ts'
import { readShippedLegalTexts } from './procedures/model/legal-text.ts'
import { demoOfficeId } from './staff/examples.ts'
import { roleSlugs } from './staff/model.ts'

/** One line of `demo-accounts.json`; `role` is the Vietnamese slug of the post (`tiep-nhan`, `lanh-dao` …). */
export interface DemoAccount {
  username: string
  password: string
  role: string
}

export interface DemoOptions {
  /** The same password for everybody (tests); otherwise each gets one of its own. */
  password?: string
  /** Told the accounts before they are stored, so that no stored password is ever lost. */
  keep?: (accounts: readonly DemoAccount[]) => Promise<void>
}

/** Loads the demonstration office into an installation that has none. Fails with conflict when it is there. */
export async function loadDemo(
  services: WriteDeps,
  options: DemoOptions = {},
): Promise<{ officeId: string; accounts: DemoAccount[] }> {
  const accounts = demoMembers.map(({ username, role }) => ({
    username,
    password: options.password ?? readablePassword(),
    role: roleSlugs[role],
  }))
  const hashes = await Promise.all(hashesOf(accounts))
  const { records } = parseCatalogue(await readShippedCatalogue())
  const members = demoMembers.map(({ role: _, ...member }, index) => ({
    ...member,
    passwordHash: hashes[index] ?? '',
  }))
  await options.keep?.(accounts)
  const call = { actor: systemActor(demoOfficeId), requestId: randomUUID() }
  const office = { ...demoOffice, members, dutiesFrom: demoOpening }
  const posting = { legalTexts: await readShippedLegalTexts() }
  await write(services, call, openDemo, { office, catalogue: { validFrom: demoOpening, records }, posting })
  return { officeId: demoOfficeId, accounts }
}

/** One hash for all who share a password: it is only ever shared in tests, where twelve would cost a second. */
function hashesOf(accounts: readonly DemoAccount[]): Promise<string>[] {
  const known = new Map<string, Promise<string>>()
  return accounts.map(({ password }) => {
    const hash = known.get(password) ?? hashPassword(password)
    known.set(password, hash)
    return hash
  })
}

const syllables = [
  'ba',
  'cam',
  'dua',
  'gao',
  'hoa',
  'lua',
  'mai',
  'nang',
  'sen',
  'song',
  'tre',
  'que',
  'vang',
  'xoai',
]

/** A password that can be read aloud: four syllables and six digits, 35 bits beside the lock after five tries. */
function readablePassword(): string {
  const words = Array.from({ length: 4 }, () => syllables[randomInt(syllables.length)])
  return `${words.join('-')}-${String(randomInt(1_000_000)).padStart(6, '0')}`
}

export { demoOfficeId }
