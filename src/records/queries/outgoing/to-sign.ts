import { z } from 'zod'
import { AppError } from '../../../platform/errors.ts'
import { defineQuery } from '../../../platform/operations.ts'
import { fingerprintsOf } from '../../../signing/queries/certificates.ts'
import { findOpenRequest } from '../../../signing/queries/open-request.ts'
import { nextOutgoingSteps } from '../../model/outgoing/life.ts'
import { outgoingContentSchema } from '../../model/outgoing/outgoing-content.ts'
import { numberWords } from '../../model/outgoing/symbols.ts'
import { handlers } from '../../policy.ts'
import { selectOutgoing, situationOf } from './get-outgoing.ts'

/**
 * What the reader may sign, or have signed, now: the signer's signature of an approved document, then the office's own. Fails
 * with not_found, or not_allowed where no signature is waited for or it is not theirs to bring.
 */
export const outgoingToSign = defineQuery({
  name: 'records.outgoingToSign',
  title: 'Xem văn bản đi chờ ký số',
  audience: handlers,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    revision: z.int(),
    purpose: z.enum(['outgoing_signature', 'outgoing_seal']),
    /** Whose certificate is expected. */
    holder: z.object({
      kind: z.enum(['member', 'office']),
      name: z.string(),
      inUse: z.array(z.string()),
      ended: z.array(z.string()),
    }),
    /** Who signs with a token of their own; null for the office's signature. */
    memberId: z.uuid().nullable(),
    /** Whose name stands below the signature. */
    signerName: z.string(),
    title: z.string(),
    /** Content that was given out and waits for its signature. */
    given: z.object({ id: z.uuid(), sha256: z.string() }).nullable(),
  }),
  async run(reader, actor, { id }) {
    const row = await selectOutgoing(reader, actor.officeId, id)
    const steps = nextOutgoingSteps(situationOf(row), actor)
    const isSeal = steps.includes('seal')
    if (!isSeal && !steps.includes('sign')) {
      throw new AppError('not_allowed', {
        detail: 'Văn bản này không chờ ký số, hoặc việc này không phải của bạn. Hãy tải lại trang.',
      })
    }
    const content = outgoingContentSchema.parse(row.content)
    const purpose = isSeal ? ('outgoing_seal' as const) : ('outgoing_signature' as const)
    const [office, given, registered] = await Promise.all([
      reader.db
        .selectFrom('offices')
        .select('name')
        .where('office_id', '=', actor.officeId)
        .executeTakeFirstOrThrow(),
      findOpenRequest(reader.db, actor.officeId, { purpose, id, revision: row.revision }),
      fingerprintsOf(reader.db, actor.officeId, isSeal ? null : row.signer_id),
    ])
    const holder = isSeal
      ? { kind: 'office' as const, name: office.name, ...registered }
      : { kind: 'member' as const, name: row.signer ?? '', ...registered }
    return {
      revision: row.revision,
      purpose,
      holder,
      memberId: isSeal ? null : row.signer_id,
      signerName: row.signer ?? '',
      title: `${numberWords(row.number ?? 0)}/${row.symbol}, ${content.subject}`,
      given,
    }
  },
})
