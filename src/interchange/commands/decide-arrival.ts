import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { noteFromSender } from '../../records/commands/recall-incoming.ts'
import { demoArrivalRef } from '../examples.ts'
import { arrivalRef, changedArrival, reasonedInput } from '../model/arrival-inputs.ts'
import { reasonOf } from '../model/read-message.ts'
import { clerks } from '../policy.ts'
import { copyFiles } from './copy-files.ts'
import { decideArrival, openArrival, sentBy } from './open-arrival.ts'
import { queueStatus } from './queue-message.ts'

/** Từ chối tiếp nhận (02): sent to the wrong office, not whole, not legible; the sender reads the reason. */
export const refuseArrival = defineCommand({
  name: 'interchange.refuseArrival',
  title: 'Từ chối tiếp nhận văn bản liên thông',
  audience: clerks,
  door: { method: 'POST', path: '/interchange/arrivals/{id}/refusal' },
  input: reasonedInput,
  output: changedArrival,
  example: { ...demoArrivalRef('refuse'), reason: 'Văn bản gửi nhầm đơn vị.' },
  async run(tx, actor, { id, revision, reason }) {
    const arrival = await openArrival(tx, actor, { id, revision, action: 'refuse' })
    await decideArrival(tx, actor, { id, state: 'refused', words: reason })
    await queueStatus(tx, actor, { arrival: sentBy(arrival), code: '02', words: reason })
    return {
      output: { id, state: 'refused' },
      audit: [{ subjectType: 'arrival', subjectId: id, facts: { state: 'refused', reason } }],
    }
  },
})

/** Ghi nhận cập nhật: what the sender says anew, its files too, lies beside the document it updates, under its number. */
export const noteUpdate = defineCommand({
  name: 'interchange.noteUpdate',
  title: 'Ghi nhận cập nhật văn bản của nơi gửi',
  audience: clerks,
  door: { method: 'POST', path: '/interchange/arrivals/{id}/update' },
  input: z.strictObject(arrivalRef),
  output: changedArrival,
  example: demoArrivalRef('noteUpdate'),
  async run(tx, actor, { id, revision }) {
    const arrival = await openArrival(tx, actor, { id, revision, action: 'noteUpdate' })
    const incomingId = arrival.original?.incomingId
    if (!incomingId || !arrival.message) throw new AppError('wrong_state')
    await decideArrival(tx, actor, { id, state: 'applied', incomingId })
    const noted = await noteFromSender(tx, actor, {
      incomingId,
      fileIds: await copyFiles(tx, actor, arrival.fileIds),
      kind: 'updated_by_sender',
      words: `Nơi gửi cập nhật: ${reasonOf(arrival.message)}`,
    })
    await queueStatus(tx, actor, {
      arrival: sentBy(arrival),
      code: '03',
      words: 'Đã ghi nhận cập nhật vào văn bản đã đăng ký.',
    })
    return {
      output: { id, state: 'applied' },
      audit: [
        { subjectType: 'arrival', subjectId: id, facts: { state: 'applied', incomingId } },
        ...noted.audit,
      ],
      news: noted.news,
    }
  },
})

/** Thử lại: reads a message of the tray again, after the directory was mended or the program learnt more. */
export const retryArrival = defineCommand({
  name: 'interchange.retryArrival',
  title: 'Đọc lại thông điệp liên thông bị lỗi',
  audience: clerks,
  door: { method: 'POST', path: '/interchange/arrivals/{id}/retry' },
  input: z.strictObject(arrivalRef),
  output: changedArrival,
  example: demoArrivalRef('retry'),
  async run(tx, actor, { id, revision }) {
    await openArrival(tx, actor, { id, revision, action: 'retry' })
    await decideArrival(tx, actor, { id, state: 'stored' })
    return {
      output: { id, state: 'stored' },
      audit: [{ subjectType: 'arrival', subjectId: id, facts: { state: 'stored' } }],
    }
  },
})

/** Bỏ qua: a message of the tray that nobody needs any more; it stays to be found, with the reason. */
export const skipArrival = defineCommand({
  name: 'interchange.skipArrival',
  title: 'Bỏ qua thông điệp liên thông bị lỗi',
  audience: clerks,
  door: { method: 'POST', path: '/interchange/arrivals/{id}/skip' },
  input: reasonedInput,
  output: changedArrival,
  example: { ...demoArrivalRef('skip'), reason: 'Nơi gửi đã gửi lại bản đúng.' },
  async run(tx, actor, { id, revision, reason }) {
    await openArrival(tx, actor, { id, revision, action: 'skip' })
    await decideArrival(tx, actor, { id, state: 'skipped', words: reason })
    return {
      output: { id, state: 'skipped' },
      audit: [{ subjectType: 'arrival', subjectId: id, facts: { state: 'skipped', reason } }],
    }
  },
})
