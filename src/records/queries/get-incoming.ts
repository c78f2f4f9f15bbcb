import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { demoIncomingId } from '../examples.ts'
import { stateName } from '../model/states.ts'
import { handlers } from '../policy.ts'
import { incomingHead, incomingView, readHead, readIncoming } from './incoming-view.ts'

/**
 * One incoming document. Of a restricted one only the number: whoever may see the rest opens it by
 * `records.openIncoming`, which notes that they did.
 */
export const getIncoming = defineQuery({
  name: 'records.getIncoming',
  title: 'Xem văn bản đến',
  audience: handlers,
  door: { method: 'GET', path: '/incoming/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ head: incomingHead, document: incomingView.nullable() }),
  example: { id: demoIncomingId('takeUp') },
  async run(reader, actor, { id }) {
    const head = await readHead(reader.db, actor, id)
    const document = head.restricted ? null : await readIncoming(reader, actor, id)
    return { head: { ...head, stateName: stateName(head.state) }, document }
  },
})
