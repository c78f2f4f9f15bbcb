import { z } from 'zod'
import { knownRenditions } from '../../../files/queries.ts'
import { defineQuery } from '../../../platform/operations.ts'

/** The PDF/A that is kept of contents. */
export const renditionsOf = defineQuery({
  name: 'workfiles.renditionsOf',
  title: 'Tìm bản PDF/A đã tạo của các tệp trong gói',
  audience: [],
  input: z.strictObject({ contents: z.array(z.string()) }),
  output: z.object({ renditions: z.array(z.object({ of: z.string(), sha256: z.string() })) }),
  async run({ db }, { officeId }, { contents }) {
    const found = await knownRenditions(db, officeId, contents)
    return { renditions: [...found].map(([of, sha256]) => ({ of, sha256 })) }
  },
})
