import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { requireReception } from '../policy.ts'
import { pendingView, readPending } from './pending-dossier.ts'

/**
 * A dossier that waits to be received, without a code: papers were missing (state 5), or it was filed online (state 1).
 * Fails with not_found when there is none or it has been received meanwhile.
 */
export const getPending = defineQuery({
  name: 'dossiers.getPending',
  title: 'Mở hồ sơ chờ tiếp nhận',
  audience: ['counter'],
  input: z.strictObject({ id: z.uuid() }),
  output: pendingView.extend({ online: z.boolean() }),
  async run({ db }, actor, { id }) {
    const pending = await readPending(db, { officeId: actor.officeId, id })
    if (!pending) {
      throw new AppError('not_found', {
        detail: 'Hồ sơ chờ này đã được tiếp nhận hoặc không còn. Hãy tìm trong danh sách hồ sơ.',
      })
    }
    const { fieldCode, revision, ...view } = pending
    requireReception(actor, fieldCode)
    return view
  },
})
