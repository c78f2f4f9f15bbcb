import { randomInt, randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { z } from 'zod'
import { demoMembers, demoOffice, demoOpening } from './demo/office.ts'
import { defineCommand } from './platform/operations.ts'
import { systemActor } from './platform/system-actor.ts'
import { type WriteDeps, write } from './platform/write.ts'
import { parseCatalogue, readShippedCatalogue } from './procedures/catalogue.ts'
import { loadCatalogue } from './procedures/commands.ts'
import { createOffice } from './staff/commands/create-office.ts'
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

/** The office and its catalogue in one transaction: there is a whole demonstration or none. */
const openDemo = defineCommand({
  name: 'demo.open',
  title: 'Nạp đơn vị mẫu',
  audience: [],
  input: z.strictObject({ office: createOffice.input, catalogue: loadCatalogue.input }),
  output: z.object({ officeId: z.uuid() }),
  async run(tx, actor, input) {
    const office = await createOffice.run(tx, actor, input.office)
    const catalogue = await loadCatalogue.run(tx, actor, input.catalogue)
    const [first, ...others] = [
      ...office.audit.map((entry) => ({ action: createOffice.name, ...entry })),
      ...catalogue.audit.map((entry) => ({ action: loadCatalogue.name, ...entry })),
    ]
    if (!first) throw new Error('an office is opened with an audit entry')
    return { output: office.output, audit: [first, ...others] }
  },
})

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
  await write(services, call, openDemo, { office, catalogue: { validFrom: demoOpening, records } })
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
