import { z } from 'zod'
import { localDate } from '../../../calendar/model/local-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { defineCommand } from '../../../platform/operations.ts'
import { demoOutgoingRef } from '../../model/outgoing/demo-outgoing.ts'
import { checkForm } from '../../model/outgoing/form-check.ts'
import { outgoingStates, stateAfterSubmit, statesBack } from '../../model/outgoing/life.ts'
import { outgoingChanged, outgoingReason, outgoingRef } from '../../model/outgoing/outgoing-inputs.ts'
import { handlers } from '../../policy.ts'
import { factsOfDraft } from '../../queries/outgoing/outgoing-facts.ts'
import { wordTextOf } from '../../queries/outgoing/word-text.ts'
import { changeOutgoing } from './change-outgoing.ts'
import { openOutgoing } from './open-outgoing.ts'
import { giveUpNumber } from './outgoing-number.ts'
import { tellOutgoing } from './tell-outgoing.ts'

const words = z.string().trim().normalize('NFC').max(2000).default('')

/** Trình duyệt: to the head of the drafting unit, or, where there is none to ask, to the check of form. */
export const submitOutgoing = defineCommand({
  name: 'records.submitOutgoing',
  title: 'Trình duyệt dự thảo văn bản đi',
  audience: handlers,
  door: { method: 'POST', path: '/outgoing-documents/{id}/submission' },
  input: z.strictObject({ ...outgoingRef, words }),
  output: outgoingChanged,
  example: { ...demoOutgoingRef('ownSubmit'), words: 'Kính trình xem xét.' },
  async run(tx, actor, { id, revision, words }) {
    const document = await openOutgoing(tx, actor, { id, revision, action: 'submit' })
    if (document.signerId === null) {
      throw new AppError('invalid_input', {
        detail: 'Chưa chọn người ký. Hãy chọn người ký, lưu dự thảo rồi trình.',
        fields: { 'content.signerId': 'Hãy chọn người ký trước khi trình.' },
      })
    }
    if (document.row.file_id === null && document.content.body.trim() === '') {
      throw new AppError('invalid_input', {
        detail: 'Dự thảo chưa có nội dung. Hãy soạn nội dung hoặc tải tệp Word lên rồi trình.',
      })
    }
    const state = stateAfterSubmit(document)
    await tellOutgoing(tx, actor, { document, state })
    return changeOutgoing(tx, actor, { document, set: { state }, event: { kind: 'submitted', words } })
  },
})

/** Duyệt nội dung: the head of the drafting unit answers for the content (Điều 12). */
export const reviewOutgoing = defineCommand({
  name: 'records.reviewOutgoing',
  title: 'Duyệt nội dung dự thảo của đơn vị',
  audience: handlers,
  door: { method: 'POST', path: '/outgoing-documents/{id}/review' },
  input: z.strictObject({ ...outgoingRef, words }),
  output: outgoingChanged,
  example: { ...demoOutgoingRef('ownReview'), words: 'Đồng ý nội dung.' },
  async run(tx, actor, { id, revision, words }) {
    const document = await openOutgoing(tx, actor, { id, revision, action: 'passReview' })
    await tellOutgoing(tx, actor, { document, state: 'form_check' })
    return changeOutgoing(tx, actor, {
      document,
      set: { state: 'form_check' },
      event: { kind: 'reviewed', words },
    })
  },
})

/** Kiểm tra thể thức (Điều 12): what breaks the decree is put right, or let pass with the reason why. */
export const passOutgoingForm = defineCommand({
  name: 'records.passOutgoingForm',
  title: 'Xác nhận văn bản đúng thể thức, kỹ thuật trình bày',
  audience: ['clerk'],
  door: { method: 'POST', path: '/outgoing-documents/{id}/form-check' },
  input: z.strictObject({ ...outgoingRef, words, acceptFaults: z.boolean().default(false) }),
  output: outgoingChanged,
  example: { ...demoOutgoingRef('passForm'), words: '' },
  async run(tx, actor, { id, revision, words, acceptFaults }) {
    const document = await openOutgoing(tx, actor, { id, revision, action: 'passForm' })
    const day = localDate(tx.now)
    const { content, row } = document
    const { form } = await factsOfDraft(tx.db, {
      officeId: actor.officeId,
      content,
      unitId: row.unit_id,
      day,
    })
    const word = await wordTextOf(tx.db, actor.officeId, row.file_id)
    const faults = checkForm(content, form, word).filter(({ breaks }) => breaks)
    if (faults.length > 0 && !(acceptFaults && words.length >= 5)) {
      throw new AppError('wrong_state', {
        detail: `Còn ${faults.length} chỗ chưa đúng thể thức: ${faults[0]?.words} Hãy sửa dự thảo, trả lại người soạn, hoặc ghi lý do để vẫn cho qua.`,
      })
    }
    await tellOutgoing(tx, actor, { document, state: 'for_signing' })
    return changeOutgoing(tx, actor, {
      document,
      set: { state: 'for_signing' },
      event: { kind: faults.length > 0 ? 'form_let_pass' : 'form_passed', words },
    })
  },
})

/** Trả lại: never without a comment; a number already given is given up and stays with that comment as its reason. */
export const sendBackOutgoing = defineCommand({
  name: 'records.sendBackOutgoing',
  title: 'Trả lại dự thảo văn bản đi',
  audience: handlers,
  door: { method: 'POST', path: '/outgoing-documents/{id}/return' },
  input: z.strictObject({
    ...outgoingRef,
    words: outgoingReason,
    to: z.enum(['draft', 'unit_review', 'form_check']).default('draft'),
  }),
  output: outgoingChanged,
  example: { ...demoOutgoingRef('ownSendBack'), words: 'Bổ sung thành phần dự họp.', to: 'draft' },
  async run(tx, actor, { id, revision, words, to }) {
    const document = await openOutgoing(tx, actor, { id, revision, action: 'sendBack' })
    if (!statesBack(document).includes(to)) {
      throw new AppError('invalid_input', {
        fields: { to: `Không trả về bước “${outgoingStates[to]}” được từ bước này.` },
      })
    }
    const cleared =
      document.row.number === null ? {} : await giveUpNumber(tx, actor, { document, reason: words })
    await tellOutgoing(tx, actor, { document, state: to })
    return changeOutgoing(tx, actor, {
      document,
      set: { state: to, ...cleared },
      event: { kind: 'sent_back', words },
    })
  },
})
