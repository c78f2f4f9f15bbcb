import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { priorityKindsOn } from '../model/priority-kinds.ts'
import { officeOfDevice } from './find-device.ts'
import { queueSettings } from './queue-settings.ts'
import { ticketFields } from './ticket-fields.ts'

/** What the kiosk offers today. Fails with not_allowed on a device that is not tied to an office. */
export const kioskChoices = defineQuery({
  name: 'counters.kioskChoices',
  title: 'Xem các lĩnh vực lấy số tại máy lấy số',
  audience: 'public',
  input: z.strictObject({ deviceToken: z.string().max(200) }),
  output: z.object({
    officeName: z.string(),
    receptionName: z.string(),
    fields: z.array(
      z.object({ code: z.string(), name: z.string(), staffed: z.boolean(), deskNames: z.array(z.string()) }),
    ),
    priorities: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
  limit: { kind: 'device', subject: ({ deviceToken }) => deviceToken },
  locate: (reader, { deviceToken }) => officeOfDevice(reader, { kind: 'kiosk', token: deviceToken }),
  async run({ db, now }, { officeId }) {
    const day = localDate(now)
    const [office, fields, { elderlyAge }] = await Promise.all([
      officeFacts(db, officeId),
      ticketFields(db, { officeId, day }),
      queueSettings(db, officeId),
    ])
    return {
      officeName: office.name,
      receptionName: office.receptionName,
      fields: fields.map(({ deskIds: _, ...field }) => field),
      priorities: priorityKindsOn(day, elderlyAge),
    }
  },
})
