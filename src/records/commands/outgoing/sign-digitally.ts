import { z } from 'zod'
import { guardFiles } from '../../../files/commands.ts'
import { storedContentSchema } from '../../../files/model/stored-file.ts'
import { type Actor, defineCommand, type Outcome, type Tx } from '../../../platform/operations.ts'
import { giveOut, takeBack } from '../../../signing/commands/requests.ts'
import type { PdfReport, SignerFacts } from '../../../signing/model/report.ts'
import { outgoingChanged, outgoingRef } from '../../model/outgoing/outgoing-inputs.ts'
import { handlers } from '../../policy.ts'
import { changeOutgoing } from './change-outgoing.ts'
import { openOutgoing } from './open-outgoing.ts'
import { signDocument } from './sign-outgoing.ts'

const purpose = z.enum(['outgoing_signature', 'outgoing_seal'])
const actionFor = { outgoing_signature: 'sign', outgoing_seal: 'seal' } as const

/** Giao tệp để ký số: the route that has made the file calls it; the same file is given out again until it is signed. */
export const giveOutgoingToSign = defineCommand({
  name: 'records.giveOutgoingToSign',
  title: 'Tải tệp văn bản đi về để ký số',
  audience: handlers,
  input: z.strictObject({ ...outgoingRef, purpose, content: storedContentSchema }),
  output: z.object({ requestId: z.uuid(), sha256: z.string() }),
  async run(tx, actor, { id, revision, purpose, content }) {
    await openOutgoing(tx, actor, { id, revision, action: actionFor[purpose] })
    const { id: requestId, sha256 } = await giveOut(tx, actor, { target: { purpose, id, revision }, content })
    return {
      output: { requestId, sha256 },
      audit: [
        {
          subjectType: 'outgoing_document',
          subjectId: id,
          facts: { event: 'given_to_sign', purpose, sha256 },
        },
      ],
    }
  },
})

/** Nhận bản đã ký số: the route that has judged the copy calls it. The document moves on in the same transaction. */
export const takeSignedOutgoing = defineCommand({
  name: 'records.takeSignedOutgoing',
  title: 'Nhận bản văn bản đi đã ký số',
  audience: handlers,
  input: z.strictObject({
    ...outgoingRef,
    purpose,
    requestId: z.uuid(),
    content: storedContentSchema,
    report: z.custom<PdfReport>(),
    signer: z.custom<SignerFacts>(),
  }),
  output: outgoingChanged,
  async run(tx, actor, { id, revision, purpose, ...copy }) {
    // Locked before the request is looked at: two copies sent at once find each other here.
    await openOutgoing(tx, actor, { id, revision, action: actionFor[purpose] })
    const fileId = await takeBack(tx, actor, { target: { purpose, id, revision }, copy })
    if (purpose === 'outgoing_signature')
      return signDocument(tx, actor, { id, revision, signature: { as: 'digital', fileId } })
    return sealDocument(tx, actor, { id, revision, fileId, signer: copy.signer })
  },
})

/** The office's own signature over the signer's: the sealed file takes the place of the signed one, which it begins with. */
async function sealDocument(
  tx: Tx,
  actor: Actor,
  { id, revision, fileId, signer }: { id: string; revision: number; fileId: string; signer: SignerFacts },
): Promise<Outcome<z.output<typeof outgoingChanged>>> {
  const document = await openOutgoing(tx, actor, { id, revision, action: 'seal' })
  await guardFiles(tx, actor, { ids: [fileId], field: 'file' })
  return changeOutgoing(tx, actor, {
    document,
    set: { signed_file_id: fileId, sealed_at: tx.now },
    event: { kind: 'sealed', words: `Ký số của cơ quan bằng chứng thư “${signer.name}”.` },
  })
}
