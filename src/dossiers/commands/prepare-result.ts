import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoRef } from '../examples.ts'
import { approveInput, changedOutput, draftResultInput } from '../model/inputs.ts'
import { requireAction } from '../policy.ts'
import { attachFiles } from './attach-files.ts'
import { changeDossier } from './change-dossier.ts'
import { handOver } from './hand-over.ts'
import { openDossier } from './open-dossier.ts'

/** Soạn kết quả: an uploaded file, or a letter written in the program; may be replaced until a leader has approved it. */
export const draftResult = defineCommand({
  name: 'dossiers.draftResult',
  title: 'Soạn kết quả giải quyết',
  audience: ['specialist'],
  door: { method: 'POST', path: '/dossiers/{code}/result' },
  input: draftResultInput,
  output: changedOutput,
  example: {
    ...demoRef('draftResult'),
    title: 'Văn bản trả lời',
    letter: {
      subject: 'trả lời đơn đề nghị',
      addressees: ['Ông Nguyễn Văn Mẫu'],
      body: ['UBND xã Cẩm Long trả lời như sau.'],
      recipients: ['Như trên'],
    },
  },
  async run(tx, actor, input) {
    if ((input.fileId === null) === (input.letter === null)) {
      throw new AppError('invalid_input', {
        fields: { fileId: 'Hãy tải tệp kết quả lên, hoặc soạn văn bản trả lời.' },
      })
    }
    const dossier = await openDossier(tx, actor, input)
    requireAction('draftResult', dossier, actor)
    if (input.fileId) await requirePdf(tx, actor, input.fileId)
    const draft = {
      state: 'draft',
      title: input.title,
      file_id: input.fileId,
      letter: input.letter === null ? null : JSON.stringify(input.letter),
      drafted_by: actor.id,
      drafted_at: tx.now,
      approved_by: null,
      approved_at: null,
    }
    await tx.db
      .insertInto('dossier_results')
      .values({ office_id: actor.officeId, dossier_id: dossier.id, ...draft })
      .onConflict((conflict) => conflict.columns(['office_id', 'dossier_id']).doUpdateSet(draft))
      .execute()
    if (input.fileId)
      await attachFiles(tx, actor, {
        dossierId: dossier.id,
        fileIds: [input.fileId],
        purpose: 'draft_result',
      })
    return changeDossier(tx, actor, {
      dossier,
      set: { holder_id: actor.id },
      event: { kind: 'result_drafted', publicText: 'Đã có dự thảo kết quả.', facts: { title: input.title } },
    })
  },
})

/** The electronic result that the citizen gets is a PDF (§5.3.5), so what is uploaded as a result must be one. */
async function requirePdf(tx: Tx, actor: Actor, fileId: string): Promise<void> {
  const file = await tx.db
    .selectFrom('files')
    .select('media_type')
    .where('office_id', '=', actor.officeId)
    .where('id', '=', fileId)
    .executeTakeFirst()
  if (file?.media_type === 'application/pdf') return
  throw new AppError('invalid_input', {
    fields: { fileId: 'Kết quả phải là tệp PDF. Hãy quét hoặc lưu thành PDF rồi tải lại.' },
  })
}

/** Duyệt kết quả: the leader agrees, and the dossier goes on to the clerk. Who approves signs the issued file (`sign-result.ts`). */
export const approveResult = defineCommand({
  name: 'dossiers.approveResult',
  title: 'Duyệt kết quả giải quyết',
  audience: ['leader'],
  door: { method: 'POST', path: '/dossiers/{code}/result/approval' },
  input: approveInput,
  output: changedOutput,
  example: { ...demoRef('approve') },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('approve', dossier, actor)
    const next = dossier.steps[dossier.step + 1]
    if (!next) throw new AppError('wrong_state')
    await tx.db
      .updateTable('dossier_results')
      .set({ state: 'approved', approved_by: actor.id, approved_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('dossier_id', '=', dossier.id)
      .execute()
    await handOver(tx, actor, { dossier, toStep: next.ordinal, toStaffId: null, note: input.note })
    return changeDossier(tx, actor, {
      dossier,
      set: { step: next.ordinal, holder_id: null },
      event: { kind: 'result_approved', publicText: 'Lãnh đạo đã duyệt kết quả.', note: input.note },
    })
  },
})
