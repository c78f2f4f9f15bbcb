import { z } from 'zod'
import { localDate } from '../../../calendar/model/local-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { defineCommand } from '../../../platform/operations.ts'
import { demoOutgoingRef } from '../../model/outgoing/demo-outgoing.ts'
import { outgoingChanged, outgoingRef } from '../../model/outgoing/outgoing-inputs.ts'
import { mayBeCollective } from '../../model/outgoing/signing-block.ts'
import { handlers } from '../../policy.ts'
import { factsOfDraft } from '../../queries/outgoing/outgoing-facts.ts'
import { changeOutgoing } from './change-outgoing.ts'
import { openOutgoing } from './open-outgoing.ts'
import { takeOutgoingNumber } from './outgoing-number.ts'
import { tellOutgoing } from './tell-outgoing.ts'

/**
 * Duyệt ký và cấp số (Điều 11, 13, 15): by the signer in person, under an authority in force today. The number is taken
 * here, last of all, and what the page prints is kept from now on.
 */
export const approveOutgoing = defineCommand({
  name: 'records.approveOutgoing',
  title: 'Duyệt ký văn bản đi và cấp số',
  audience: handlers,
  door: { method: 'POST', path: '/outgoing-documents/{id}/approval' },
  input: z.strictObject({ ...outgoingRef, words: z.string().trim().max(2000).default('') }),
  output: outgoingChanged,
  example: { ...demoOutgoingRef('ownApprove'), words: '' },
  async run(tx, actor, { id, revision, words }) {
    const document = await openOutgoing(tx, actor, { id, revision, action: 'approve' })
    const { content, row } = document
    const day = localDate(tx.now)
    const facts = await factsOfDraft(tx.db, { officeId: actor.officeId, content, unitId: row.unit_id, day })
    const { authority } = facts
    if (!authority) throw new AppError('not_allowed', { detail: facts.form.signerProblem ?? '' })
    if (content.collective && !mayBeCollective(authority.kind)) {
      throw new AppError('wrong_state', {
        detail:
          'Người ký thừa lệnh, thừa ủy quyền không ký thay mặt tập thể (TM.). Hãy bỏ chọn “ký thay mặt” rồi duyệt lại.',
      })
    }
    await tellOutgoing(tx, actor, { document, state: 'approved' })
    const taken = await takeOutgoingNumber(tx, actor, {
      document,
      rule: facts.settings.seriesRule,
      symbol: facts.symbol,
    })
    const printed = { ...facts.print, number: taken.number, datedOn: taken.dated_on, draft: null }
    return changeOutgoing(tx, actor, {
      document,
      set: {
        state: 'approved',
        ...taken,
        authority_id: authority.id,
        printed_with: JSON.stringify(printed),
      },
      event: { kind: 'approved', words },
    })
  },
})
