import { z } from 'zod'
import type { WriteDeps } from '../../platform/deps.ts'
import { defineQuery } from '../../platform/operations.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'

/** Whether the actor's practice office has been opened. */
export const practiceIsOpen = defineQuery({
  name: 'learning.practiceIsOpen',
  title: 'Xem phòng thực hành đã mở chưa',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ open: z.boolean() }),
  async run({ db }, { officeId }) {
    const found = await db
      .selectFrom('offices')
      .select('office_id')
      .where('office_id', '=', officeId)
      .executeTakeFirst()
    return { open: found !== undefined }
  },
})

/** The same for the program, before there is anybody in that office. */
export async function officeIsOpen(deps: WriteDeps, officeId: string): Promise<boolean> {
  const { open } = await read(deps, systemActor(officeId), practiceIsOpen, {})
  return open
}
