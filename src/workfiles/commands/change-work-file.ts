import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoWorkFile } from '../examples.ts'
import { changedWorkFile, day, reason, symbolSchema, workFileDetails, workFileRef } from '../model/inputs.ts'
import { keepers } from '../policy.ts'
import { rulesOn } from '../queries/rules-on.ts'
import { changeFile } from './change-file.ts'
import { dropBuilt } from './kept-packages.ts'
import { openForChange } from './open-for-change.ts'
import { requireSound, retentionOf, searchText } from './open-work-file.ts'

/** Sửa thông tin hồ sơ while it is open. The symbol of one from the Danh mục is the entry's. */
export const changeWorkFile = defineCommand({
  name: 'workfiles.change',
  title: 'Sửa thông tin hồ sơ công việc',
  audience: keepers,
  door: { method: 'POST', path: '/work-files/{id}' },
  input: z.strictObject({
    ...workFileRef,
    symbol: symbolSchema,
    ...workFileDetails,
    startedOn: day,
  }),
  output: changedWorkFile,
  example: {
    ...demoWorkFile.ref('change'),
    symbol: '90.VP',
    title: 'Hồ sơ về việc rà soát, cập nhật danh bạ cơ quan',
    retentionCode: '5',
    startedOn: '2026-03-01',
  },
  async run(tx, actor, input) {
    const file = await openForChange(tx, actor, { id: input.id, revision: input.revision, action: 'change' })
    const today = localDate(tx.now)
    if (file.row.entry_id !== null && input.symbol !== file.symbol) {
      throw new AppError('invalid_input', {
        fields: { symbol: `Hồ sơ mở theo Danh mục, số và ký hiệu phải là ${file.symbol}.` },
      })
    }
    requireSound({ title: input.title, symbol: input.symbol, startedOn: input.startedOn, today })
    const { rules } = await rulesOn(tx.db, actor.officeId, today)
    const { id: _, revision: __, retentionCode, startedOn, ...rest } = input
    return changeFile(tx, actor, {
      file,
      set: {
        ...rest,
        ...retentionOf(rules, retentionCode),
        started_on: startedOn,
        search_text: searchText(input.symbol, input.title),
      },
      event: { kind: 'changed', words: 'Sửa thông tin hồ sơ.' },
    })
  },
})

/** Mở lại hồ sơ before it was handed over; what was checked at its closing is checked again. */
export const reopenWorkFile = defineCommand({
  name: 'workfiles.reopen',
  title: 'Mở lại hồ sơ công việc đã kết thúc',
  audience: keepers,
  door: { method: 'POST', path: '/work-files/{id}/reopen' },
  input: z.strictObject({ ...workFileRef, reason }),
  output: changedWorkFile,
  example: { ...demoWorkFile.ref('reopen'), reason: 'Có thêm văn bản trả lời của Sở Nội vụ.' },
  async run(tx, actor, { id, revision, reason: words }) {
    const file = await openForChange(tx, actor, { id, revision, action: 'reopen' })
    // A package is fetched only as long as it is what lies in the file.
    await dropBuilt(tx, actor, [id])
    return changeFile(tx, actor, {
      file,
      set: { state: 'open', closed_at: null, closed_by: null, ended_on: null },
      event: { kind: 'reopened', words: `Mở lại hồ sơ: ${words}` },
    })
  },
})

/** Khóa, mở khóa: a locked file is not edited, moved, handed over or destroyed (Phụ lục VI, phần quản trị). */
export const freezeWorkFile = defineCommand({
  name: 'workfiles.freeze',
  title: 'Khóa hoặc mở khóa hồ sơ công việc',
  audience: ['clerk', 'leader'],
  door: { method: 'POST', path: '/work-files/{id}/freeze' },
  input: z.strictObject({ ...workFileRef, freeze: z.boolean(), reason }),
  output: changedWorkFile,
  example: {
    ...demoWorkFile.ref('freeze'),
    freeze: true,
    reason: 'Giữ nguyên trạng để phục vụ thanh tra.',
  },
  async run(tx, actor, { id, revision, freeze, reason: words }) {
    const file = await openForChange(tx, actor, { id, revision, action: freeze ? 'freeze' : 'unfreeze' })
    return changeFile(tx, actor, {
      file,
      set: { frozen_at: freeze ? tx.now : null, frozen_reason: freeze ? words : '' },
      event: freeze
        ? { kind: 'frozen', words: `Khóa hồ sơ: ${words}` }
        : { kind: 'unfrozen', words: `Mở khóa hồ sơ: ${words}` },
    })
  },
})
