import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoRef } from '../examples.ts'
import { changedOutput } from '../model/inputs.ts'
import { digitiseInput } from '../model/paper-inputs.ts'
import { mayDigitise, requireStoreDuty } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { type OpenDossier, openDossier } from './open-dossier.ts'

type Digitised = z.output<typeof digitiseInput>

/** What a scan of a paper may be (§5.3.5): a PDF, or a picture from a scanner or camera. */
const scanTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/webp']

/**
 * Số hóa giấy tờ: the scan of a component with what it says goes into the owner's data store, so that nobody asks for it
 * again. Scanning again replaces what was stored before, which stays as superseded.
 */
export const digitiseComponent = defineCommand({
  name: 'dossiers.digitiseComponent',
  title: 'Số hóa giấy tờ của hồ sơ vào kho dữ liệu',
  audience: ['counter', 'specialist'],
  door: { method: 'POST', path: '/dossiers/{code}/components/{ordinal}/digitisation' },
  input: digitiseInput,
  output: changedOutput.extend({ paperId: z.uuid() }),
  example: {
    ...demoRef('digitise'),
    ordinal: 0,
    name: 'Giấy tờ mẫu',
    number: '12/2026',
    issuedOn: '2026-03-05',
    issuingAgency: 'UBND xã Cẩm Long',
    compared: true,
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireStoreDuty(actor, dossier.fieldCode)
    if (!mayDigitise(actor, dossier)) {
      throw new AppError('wrong_state', {
        detail: 'Chỉ số hóa giấy tờ của hồ sơ đã tiếp nhận và chưa kết thúc.',
      })
    }
    const owner = await ownerAndComponent(tx, actor, { dossier, ordinal: input.ordinal })
    requireDates(input, localDate(tx.now))
    const fileId = await findScan(tx, actor, { dossierId: dossier.id, input })
    const paperId = uuid()
    await supersedeEarlierScan(tx, actor, { dossier, input })
    await storeScan(tx, actor, { paperId, fileId, dossier, input, owner })
    const outcome = await changeDossier(tx, actor, {
      dossier,
      set: {},
      event: {
        kind: 'digitised',
        publicText: '',
        note: input.name,
        facts: { ordinal: input.ordinal, paperId, compared: input.compared },
      },
    })
    return { ...outcome, output: { ...outcome.output, paperId } }
  },
})

/** The component, handed in on paper, and whose it is. */
async function ownerAndComponent(tx: Tx, actor: Actor, of: { dossier: OpenDossier; ordinal: number }) {
  const { dossier, ordinal } = of
  const found = await tx.db
    .selectFrom('dossier_components as c')
    .innerJoin('dossiers as d', (on) =>
      on.onRef('d.office_id', '=', 'c.office_id').onRef('d.id', '=', 'c.dossier_id'),
    )
    .select(['c.provided', 'c.reuse', 'd.applicant_kind'])
    .where('c.office_id', '=', actor.officeId)
    .where('c.dossier_id', '=', dossier.id)
    .where('c.ordinal', '=', ordinal)
    .executeTakeFirst()
  if (!found) throw new AppError('not_found', { detail: 'Hồ sơ không có giấy tờ này. Hãy tải lại trang.' })
  if (!found.provided || found.reuse !== null) {
    throw new AppError('wrong_state', {
      detail: 'Giấy tờ này không được nộp bản giấy nên không phải số hóa.',
    })
  }
  if (dossier.personalId === '') {
    throw new AppError('wrong_state', {
      detail: 'Hồ sơ chưa có số định danh của người nộp nên chưa đưa vào kho dữ liệu được.',
    })
  }
  return found
}

function requireDates(input: Digitised, today: string): void {
  const { issuedOn, validUntil } = input
  if (issuedOn !== null && issuedOn > today) {
    throw new AppError('invalid_input', { fields: { issuedOn: 'Ngày cấp không thể sau hôm nay.' } })
  }
  if (issuedOn !== null && validUntil !== null && validUntil < issuedOn) {
    throw new AppError('invalid_input', { fields: { validUntil: 'Ngày hết hiệu lực phải sau ngày cấp.' } })
  }
}

/** The named file, if it is the dossier's own or this officer just uploaded it; else the component's latest. A scan only. */
async function findScan(tx: Tx, actor: Actor, of: { dossierId: string; input: Digitised }): Promise<string> {
  const { fileId, ordinal } = of.input
  const found = await tx.db
    .selectFrom('files as f')
    .leftJoin('dossier_files as a', (on) =>
      on
        .onRef('a.office_id', '=', 'f.office_id')
        .onRef('a.file_id', '=', 'f.id')
        .on('a.dossier_id', '=', of.dossierId),
    )
    .select(['f.id', 'f.media_type', 'f.uploaded_by', 'a.dossier_id'])
    .where('f.office_id', '=', actor.officeId)
    .where((file) => (fileId ? file('f.id', '=', fileId) : file('a.component', '=', ordinal)))
    .orderBy('f.uploaded_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!found || (found.dossier_id === null && found.uploaded_by !== actor.id)) {
    throw new AppError('invalid_input', { fields: { fileId: 'Hãy chọn tệp quét của giấy tờ này.' } })
  }
  if (!scanTypes.includes(found.media_type)) {
    throw new AppError('invalid_input', { fields: { fileId: 'Bản số hóa phải là tệp PDF hoặc ảnh quét.' } })
  }
  return found.id
}

async function supersedeEarlierScan(
  tx: Tx,
  actor: Actor,
  of: { dossier: OpenDossier; input: Digitised },
): Promise<void> {
  await tx.db
    .updateTable('citizen_papers')
    .set({
      state: 'superseded',
      state_reason: 'Số hóa lại.',
      state_changed_at: tx.now,
      state_changed_by: actor.name,
    })
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', of.dossier.id)
    .where('component', '=', of.input.ordinal)
    .where('state', '=', 'valid')
    .execute()
}

interface Scan {
  paperId: string
  fileId: string
  dossier: OpenDossier
  input: Digitised
  owner: { applicant_kind: string }
}

async function storeScan(tx: Tx, actor: Actor, scan: Scan): Promise<void> {
  const { paperId, fileId, dossier, input, owner } = scan
  await tx.db
    .insertInto('citizen_papers')
    .values({
      office_id: actor.officeId,
      id: paperId,
      owner_kind: owner.applicant_kind,
      owner_identifier: dossier.personalId,
      owner_name: dossier.applicantName,
      field_code: dossier.fieldCode,
      paper_code: input.paperCode,
      name: input.name,
      number: input.number,
      issued_on: input.issuedOn,
      issuing_agency: input.issuingAgency,
      valid_until: input.validUntil,
      note: input.note,
      file_id: fileId,
      source: input.compared ? 'compared' : 'component',
      confidence: input.compared ? 'compared' : 'scanned',
      dossier_id: dossier.id,
      component: input.ordinal,
      digitised_by: actor.id,
      digitised_by_name: actor.name,
      digitised_at: tx.now,
    })
    .execute()
  await Promise.all([
    tx.db
      .updateTable('dossier_components')
      .set({ digitised_paper_id: paperId })
      .where('office_id', '=', actor.officeId)
      .where('dossier_id', '=', dossier.id)
      .where('ordinal', '=', input.ordinal)
      .execute(),
    tx.db
      .insertInto('dossier_files')
      .values({
        office_id: actor.officeId,
        dossier_id: dossier.id,
        file_id: fileId,
        component: input.ordinal,
        purpose: 'component',
        added_at: tx.now,
        added_by: actor.id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  ])
}
