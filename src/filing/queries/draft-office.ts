import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { demoDraftId } from '../examples.ts'
import { officeOfDraft } from './draft-rows.ts'

/** The office that a draft is for, so that whoever has to sign in does so there. Fails with not_found. */
export const draftOffice = defineQuery({
  name: 'filing.draftOffice',
  title: 'Xem hồ sơ đang lập thuộc đơn vị nào',
  audience: 'public',
  scope: 'public',
  limit: { kind: 'device', subject: ({ id }) => id },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ officeId: z.uuid() }),
  example: { id: demoDraftId },
  async run(reader, _actor, { id }) {
    return { officeId: await officeOfDraft(reader, { id }) }
  },
})
