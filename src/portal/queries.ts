import { z } from 'zod'
import { defineQuery } from '../platform/operations.ts'

/** The office's name above public pages; null where the installation serves several, or none yet. */
export const publicOffice = defineQuery({
  name: 'portal.office',
  title: 'Xem tên đơn vị trên trang công khai',
  audience: 'public',
  scope: 'public',
  input: z.strictObject({}),
  output: z.object({ name: z.string(), receptionName: z.string() }).nullable(),
  async run({ db }) {
    const offices = await db
      .selectFrom('offices')
      .select(['name', 'reception_name as receptionName'])
      .limit(2)
      .execute()
    return offices.length === 1 ? (offices[0] ?? null) : null
  },
})
