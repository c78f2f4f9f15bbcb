import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from './calendar/model/local-time.ts'
import { AppError } from './platform/errors.ts'
import { defineCommand } from './platform/operations.ts'
import { parseInput } from './platform/parse.ts'
import { hashPassword } from './platform/password.ts'
import type { Services, Setup } from './platform/services.ts'
import { systemActor } from './platform/system-actor.ts'
import { write } from './platform/write.ts'
import { flagProcedures } from './procedures/commands/flag-procedures.ts'
import { loadCatalogue } from './procedures/commands/load-catalogue.ts'
import { parseCatalogue, readShippedCatalogue } from './procedures/model/catalogue.ts'
import { readShippedLegalTexts } from './procedures/model/legal-text.ts'
import { createOffice } from './staff/commands/create-office.ts'
import { lineSchema, officeSettingsSchema, passwordSchema, usernameSchema } from './staff/model.ts'

/** A new office and its catalogue of procedures in one transaction: there is a whole office or none. */
export const openOffice = defineCommand({
  name: 'setup.openOffice',
  title: 'Mở đơn vị kèm danh mục thủ tục',
  audience: [],
  input: z.strictObject({
    office: createOffice.input,
    catalogue: loadCatalogue.input,
    posting: flagProcedures.input,
  }),
  output: z.object({ officeId: z.uuid() }),
  async run(tx, actor, input) {
    const office = await createOffice.run(tx, actor, input.office)
    const catalogue = await loadCatalogue.run(tx, actor, input.catalogue)
    const posting = await flagProcedures.run(tx, actor, input.posting)
    const [first, ...others] = [
      ...office.audit.map((entry) => ({ action: createOffice.name, ...entry })),
      ...catalogue.audit.map((entry) => ({
        action: loadCatalogue.name,
        ...entry,
        facts: { ...entry.facts, ...posting.output, legalTexts: input.posting.legalTexts?.length ?? 0 },
      })),
    ]
    if (!first) throw new Error('an office is opened with an audit entry')
    return { output: office.output, audit: [first, ...others] }
  },
})

const { name, parentName, placeName, agencyCode, receptionName, address, phone, email } =
  officeSettingsSchema.shape

/** What is asked of whoever sets up an installation: the office, and its first administrator. */
export const setupSchema = z
  .strictObject({
    ...{ name, parentName, placeName, agencyCode, receptionName, address, phone, email },
    fullName: lineSchema,
    username: usernameSchema,
    password: passwordSchema,
    passwordAgain: z.string(),
  })
  .refine((form) => form.password === form.passwordAgain, {
    path: ['passwordAgain'],
    error: 'Hai lần nhập mật khẩu chưa giống nhau. Hãy nhập lại.',
  })

type SetupDeps = Pick<Services, 'database' | 'clock' | 'observe'>

/** The way in for the first administrator: closed until a code is offered, and again once it was used. */
export function createSetup(deps: SetupDeps): Setup {
  let offered: string | null = null
  const accepts = (code: string) => offered !== null && timingSafeEqual(digest(code), digest(offered))
  return {
    accepts,
    offer() {
      offered = randomBytes(8).toString('hex')
      return offered
    },
    async open({ code, requestId }, form) {
      if (!accepts(code)) throw new AppError('not_allowed', { detail: wrongCode })
      const input = parseInput(setupSchema, form)
      // Taken before anything is awaited, so that a form sent twice opens one office.
      offered = null
      try {
        const call = { actor: systemActor(uuid()), requestId }
        return await write(deps, call, openOffice, await firstOffice(deps, input))
      } catch (error) {
        offered = code
        throw error
      }
    },
  }
}

const wrongCode =
  'Mã thiết lập không đúng hoặc đã dùng. Hãy mở lại đường dẫn được in ở cửa sổ dòng lệnh khi chạy phần mềm.'

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function firstOffice({ clock }: SetupDeps, input: z.output<typeof setupSchema>) {
  const { fullName, username, password, passwordAgain: _, ...settings } = input
  const { records } = parseCatalogue(await readShippedCatalogue())
  const administrator = {
    username,
    passwordHash: await hashPassword(password),
    fullName,
    postTitle: 'Quản trị hệ thống',
    duties: [{ role: 'admin' as const }],
  }
  return {
    office: { ...settings, members: [administrator] },
    catalogue: { validFrom: localDate(clock()), records },
    posting: { legalTexts: await readShippedLegalTexts() },
  }
}
