import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { clerks } from '../policy.ts'

const same = z.object({ id: z.uuid(), arrivalNumber: z.int(), arrivedOn: z.string(), symbol: z.string() })
export type SameFiles = z.output<typeof same>

/** Documents registered with a file of the same content, the latest first: most likely the same message once more. */
export const sameFiles = defineQuery({
  name: 'records.sameFiles',
  title: 'Tìm văn bản đến đã có cùng tệp',
  audience: clerks,
  input: z.strictObject({ sha256s: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(50) }),
  output: z.object({ documents: z.array(same) }),
  example: { sha256s: ['0'.repeat(64)] },
  async run({ db }, { officeId }, { sha256s }) {
    if (sha256s.length === 0) return { documents: [] }
    const found =
      await sql<SameFiles>`select d.id, d.arrival_number as "arrivalNumber", d.arrived_on as "arrivedOn", d.symbol
      from files f
      join incoming_files i on i.office_id = f.office_id and i.file_id = f.id
      join incoming_documents d on d.office_id = i.office_id and d.id = i.incoming_id
      where f.office_id = ${officeId}::uuid and f.sha256 = any(${sha256s}::text[]) and d.state <> 'void'
      group by d.office_id, d.id order by max(d.registered_at) desc limit 5`.execute(db)
    return { documents: found.rows }
  },
})
