import { randomUUID } from 'node:crypto'
import { maritalDeclaration } from '../dossiers/model/examples.ts'
import { attachPaper } from '../filing/commands/attach-paper.ts'
import { beginAssistedDraft, beginDraft } from '../filing/commands/begin-draft.ts'
import { fileDraft } from '../filing/commands/file-draft.ts'
import { saveDraft } from '../filing/commands/save-draft.ts'
import { setFilingSettings } from '../filing/commands/set-filing-settings.ts'
import { demoAssistedDraftId, demoDraftId, demoFiledDraftId } from '../filing/examples.ts'
import { usualSettings } from '../filing/model/settings.ts'
import { filingDraft } from '../filing/queries/filing-draft.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { publicActor } from '../platform/http/context.ts'
import type { Actor, Command } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { write } from '../platform/write.ts'
import { demoSlowProcedureId } from '../procedures/examples.ts'
import { procedureId } from '../procedures/model/record-schema.ts'
import { type DemoUsername, demoOfficeId, demoStaffId } from '../staff/examples.ts'
import { resolveActor } from '../staff/queries.ts'
import { scannedContent } from './scan.ts'

type DemoDeps = WriteDeps & Pick<Services, 'blobs'>

/** What the demonstration office takes on its own pages. */
const offered = ['1.004873', '1.001193', '1.004837', '1.001699', '1.013225']

/** An account of a guest: a plainly made-up address that was confirmed. */
const guestAccount = '7f2b1c86-3d54-4e0a-9b16-5a0c2d9e4fa1'
const guest = {
  level: 'contact',
  name: '',
  personalId: '',
  email: 'cong-dan@mau.invalid',
  phone: '',
} as const

const applicant = {
  kind: 'citizen',
  name: 'Công Dân Mẫu 95',
  personalId: '038090000095',
  birthDate: '15/05/1990',
  sex: 'male',
  address: 'Thôn Mẫu, xã Cẩm Long',
  phone: '0912000095',
  email: '',
} as const

/** The office's own channel, open; a draft that a guest has begun, one that was filed, and one of an officer's. */
export async function loadDemoFiling(services: DemoDeps): Promise<void> {
  const run = <I>(actor: Actor, command: Command, input: I) =>
    write(services, { actor, requestId: randomUUID() }, command, input)
  const { revision, ...usual } = usualSettings
  await run(await member(services, 'quantri'), setFilingSettings as unknown as Command, {
    ...usual,
    isOpen: true,
    reason: 'other',
    note: 'Đây là đơn vị mẫu: hãy thử nộp, không có gì được gửi đi đâu.',
    procedureIds: offered.map((key) => procedureId(demoOfficeId, key)),
    revision,
  })
  const begin = (id: string) =>
    run(publicActor, beginDraft as unknown as Command, {
      id,
      procedureId: demoSlowProcedureId,
      accountId: guestAccount,
      filer: guest,
    })
  const save = (id: string, step: number, typed: object) =>
    run(publicActor, saveDraft as unknown as Command, { id, accountId: guestAccount, step, ...typed })
  await begin(demoDraftId)
  await save(demoDraftId, 1, { applicant })
  await begin(demoFiledDraftId)
  await save(demoFiledDraftId, 1, { applicant })
  await save(demoFiledDraftId, 2, { answers: maritalDeclaration(applicant.name) })
  await attachRequired(services, demoFiledDraftId)
  await run(publicActor, fileDraft as unknown as Command, {
    id: demoFiledDraftId,
    accountId: guestAccount,
    from: '',
    answered: true,
    leftEmpty: '',
  })
  const officer = await member(services, 'tiepnhan')
  await run(officer, beginAssistedDraft as unknown as Command, {
    id: demoAssistedDraftId,
    procedureId: demoSlowProcedureId,
  })
}

async function attachRequired(services: DemoDeps, id: string): Promise<void> {
  const { procedure } = await read(services, publicActor, filingDraft, { id, accountId: guestAccount })
  const file = await scannedContent(services)
  for (const [ordinal, { required, kind }] of procedure.components.entries()) {
    if (!required || kind === 'form') continue
    const input = { id, place: 'component', ordinal, file } as const
    await write(services, { actor: publicActor, requestId: randomUUID() }, attachPaper, input)
  }
}

async function member(services: WriteDeps, username: DemoUsername): Promise<Actor> {
  const actor = await resolveActor(services, { officeId: demoOfficeId, staffId: demoStaffId(username) })
  if (!actor) throw new Error(`no member ${username}`)
  return actor
}
