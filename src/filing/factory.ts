import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { v7 as uuid } from 'uuid'
import { maritalDeclaration } from '../dossiers/model/examples.ts'
import { publicActor } from '../platform/http/context.ts'
import { demoSlowProcedureId } from '../procedures/examples.ts'
import type { TestApp } from '../testing/app.ts'
import { attachPaper } from './commands/attach-paper.ts'
import { beginDraft } from './commands/begin-draft.ts'
import { saveDraft } from './commands/save-draft.ts'
import { setFilingSettings } from './commands/set-filing-settings.ts'
import type { Filer } from './model/draft.ts'
import { type FilingSettings, usualSettings } from './model/settings.ts'
import { filingDraft } from './queries/filing-draft.ts'
import { getFilingSettings } from './queries/filing-settings.ts'

/** Whoever signed in with their national identity; plainly made up. */
export const signedIn: Filer = {
  level: 'vneid',
  name: 'Nguyễn Văn Mẫu',
  personalId: '038090001234',
  email: 'mau@vi-du.invalid',
  phone: '0912345678',
}

/** Whoever only confirmed an address. */
export const guest: Filer = {
  level: 'contact',
  name: '',
  personalId: '',
  email: 'khach@vi-du.invalid',
  phone: '',
}

/** Opens the office's own channel for the slow procedure; other settings by `changes`. */
export async function openChannel(test: TestApp, changes: Partial<FilingSettings> = {}): Promise<void> {
  const administrator = await test.as('quantri')
  const { settings } = await test.read(administrator, getFilingSettings, {})
  const { procedureIds, ...usual } = { ...usualSettings, procedureIds: [demoSlowProcedureId], ...changes }
  await test.write(administrator, setFilingSettings, {
    ...usual,
    isOpen: changes.isOpen ?? true,
    reason: changes.reason ?? 'outage',
    procedureIds: procedureIds === null ? null : [...procedureIds],
    revision: settings.revision,
  })
}

export interface MadeDraft {
  id: string
  accountId: string
}

/** A draft of somebody signed in (or another filer), begun and nothing filled in. */
export async function begunDraft(
  test: TestApp,
  filer: Filer = signedIn,
  accountId = uuid(),
): Promise<MadeDraft> {
  const id = randomUUID()
  await test.write(publicActor, beginDraft, { id, procedureId: demoSlowProcedureId, accountId, filer })
  return { id, accountId }
}

export const applicantOf = (filer: Filer) => ({
  kind: 'citizen' as const,
  name: filer.name || 'Trần Thị Mẫu',
  personalId: filer.personalId || '038190004321',
  birthDate: '2/1/1990',
  sex: 'male' as const,
  address: 'Thôn Mẫu, xã Cẩm Long',
  phone: '0912345678',
  email: '',
})

let pictures = 0

/** Another small file in the store each time. */
export async function storedContent(test: TestApp) {
  pictures += 1
  const bytes = Buffer.from(`%PDF-1.4\n% tệp thử ${pictures}\n%%EOF\n`)
  const content = await test.services.blobs.put(Readable.from([bytes]), 2 ** 20)
  return { ...content, name: `giay-to-${pictures}.pdf`, mediaType: 'application/pdf' }
}

/** The same with everything filled in and every paper attached that is asked for. */
export async function completeDraft(
  test: TestApp,
  filer: Filer = signedIn,
  accountId = uuid(),
): Promise<MadeDraft> {
  const draft = await begunDraft(test, filer, accountId)
  const applicant = applicantOf(filer)
  await test.write(publicActor, saveDraft, { ...draft, step: 1, applicant })
  await test.write(publicActor, saveDraft, { ...draft, step: 2, answers: maritalDeclaration(applicant.name) })
  const { procedure } = await test.read(publicActor, filingDraft, draft)
  for (const [ordinal, { required, kind }] of procedure.components.entries()) {
    if (!required || kind === 'form') continue
    const file = await storedContent(test)
    await test.write(publicActor, attachPaper, { id: draft.id, place: 'component', ordinal, file })
  }
  test.time.advanceMinutes(5)
  return draft
}
