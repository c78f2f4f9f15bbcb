import { z } from 'zod'
import { defineQuery, holds } from '../../platform/operations.ts'
import { fingerprintsOf } from './certificates.ts'

/** Fingerprints in the register by which a page picks the certificate on a token: the reader's own and, for văn thư, the office's. */
export const ownCertificates = defineQuery({
  name: 'signing.ownCertificates',
  title: 'Xem chứng thư số của mình, của cơ quan để ký',
  audience: 'staff',
  door: { method: 'GET', path: '/own-certificates' },
  input: z.strictObject({}),
  output: z.object({ own: z.array(z.string()), office: z.array(z.string()) }),
  async run({ db }, actor) {
    const [own, office] = await Promise.all([
      fingerprintsOf(db, actor.officeId, actor.id),
      holds(actor, ['clerk']) ? fingerprintsOf(db, actor.officeId, null) : { inUse: [] },
    ])
    return { own: own.inUse, office: office.inUse }
  },
})
