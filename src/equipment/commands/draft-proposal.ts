import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { createOutgoing } from '../../records/commands/outgoing/draft-outgoing.ts'
import { composeProposal, proposalSchema, totalOf } from '../model/proposal.ts'
import { proposers } from '../policy.ts'
import { loadEquipmentSettings } from '../queries/load-settings.ts'
import { loadOf, requirePeriod } from '../queries/scan-load.ts'

/**
 * Lập tờ trình đề nghị kinh phí: a draft of an outgoing document of the officer, with the counts as they stand at this moment. From
 * there it goes the way of every document: its form is checked, somebody signs, it gets its number; PDF and Word come from there.
 * Fails with wrong_state when nothing is missing.
 */
export const draftProposal = defineCommand({
  name: 'equipment.draftProposal',
  title: 'Lập tờ trình kinh phí trang thiết bị',
  audience: proposers,
  door: { method: 'POST', path: '/equipment-proposals', status: 201 },
  input: proposalSchema,
  output: z.object({ outgoingId: z.uuid() }),
  example: {
    from: '2026-03-01',
    to: '2026-03-24',
    addressee: 'Chủ tịch Ủy ban nhân dân xã',
    fundingSource: 'ngân sách xã',
    lines: [{ what: 'Máy quét có khay nạp tự động', quantity: 1, unitPriceVnd: 15_000_000 }],
  },
  async run(tx, actor, input) {
    const today = localDate(tx.now)
    requirePeriod(input, today)
    const settings = await loadEquipmentSettings(tx.db, actor.officeId)
    const load = await loadOf(tx, actor.officeId, { period: input, settings })
    if (load.shortfall.length === 0)
      throw new AppError('wrong_state', {
        detail: 'Trong thời gian này không có chỗ nào thiếu hoặc hỏng. Hãy chọn thời gian khác.',
      })
    // The paper speaks of days that were counted.
    const proposal = input.to > today ? { ...input, to: today } : input
    const content = composeProposal(proposal, { ...load, usablePercent: settings.usablePercent })
    const id = uuid()
    const drafted = await createOutgoing.run(tx, actor, {
      id,
      content,
      secrecy: 'open',
      fileId: null,
      repliesTo: [],
      replyBy: null,
    })
    const facts = {
      from: proposal.from,
      to: proposal.to,
      shortfall: load.shortfall,
      lines: input.lines,
      totalVnd: totalOf(input.lines),
    }
    return {
      output: { outgoingId: id },
      audit: [
        { subjectType: 'outgoing_document', subjectId: id, facts },
        ...drafted.audit.map((entry) => ({ ...entry, action: entry.action ?? createOutgoing.name })),
      ],
    }
  },
})
