import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { maskedAddress } from '../model/address.ts'
import { addressOfLink, officeOfLink, optOutInput } from '../queries/opt-out-link.ts'
import { setStop } from './set-stop.ts'

/** Whoever has the message may end messages to its address, and take that back; no name and no sign-in is asked. */
export const stopByLink = defineCommand({
  name: 'notifications.stopByLink',
  title: 'Ngừng hoặc nhận lại tin theo đường dẫn trong tin',
  audience: 'public',
  limit: { kind: 'lookup', subject: ({ token }) => token },
  locate: officeOfLink,
  input: optOutInput.extend({ stopped: z.boolean() }),
  output: z.object({ stopped: z.boolean() }),
  async run(tx, { officeId }, { token, stopped }) {
    const { channel, address } = await addressOfLink(tx.db, officeId, token)
    await setStop(tx, officeId, { channel, address, stopped, by: null })
    return {
      output: { stopped },
      // The journal is never cleared: it needs no whole address.
      audit: [
        { subjectType: 'message_stop', subjectId: maskedAddress(address), facts: { channel, stopped } },
      ],
    }
  },
})
