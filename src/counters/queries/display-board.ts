import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { officeOfDevice } from './find-device.ts'
import { queueFeed } from './queue-feed.ts'

/** What the display shows when it is switched on; the stream goes on from there. */
export const displayBoard = defineQuery({
  name: 'counters.displayBoard',
  title: 'Xem màn hình gọi số',
  audience: 'public',
  input: z.strictObject({ deviceToken: z.string().max(200) }),
  output: z.object({
    receptionName: z.string(),
    at: z.int(),
    latest: queueFeed.output.shape.state.shape.latest,
    waiting: z.int(),
  }),
  limit: { kind: 'device', subject: ({ deviceToken }) => deviceToken },
  locate: (reader, { deviceToken }) => officeOfDevice(reader, { kind: 'display', token: deviceToken }),
  async run(reader, actor) {
    const [office, feed] = await Promise.all([
      officeFacts(reader.db, actor.officeId),
      queueFeed.run(reader, actor, { after: 0 }),
    ])
    return { receptionName: office.receptionName, at: feed.at, ...feed.state }
  },
})
