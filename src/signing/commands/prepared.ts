import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { forgetFiles, rememberFiles } from '../../files/commands.ts'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'

/** How long what was prepared counts: an officer may be called to the telephone before the PIN is typed. */
const preparedMinutes = 15
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** Ghi tệp đã chuẩn bị để ký bằng thiết bị: the route that has prepared them calls it. Bound to the member and their certificate. */
export const keepPrepared = defineCommand({
  name: 'signing.keepPrepared',
  title: 'Chuẩn bị tệp để ký bằng thiết bị của mình',
  audience: 'staff',
  input: z.strictObject({
    certificate: bytes,
    chain: z.array(bytes).max(8),
    files: z
      .array(
        z.strictObject({
          requestId: z.uuid(),
          content: storedContentSchema,
          contents: z.strictObject({ start: z.int().min(1), end: z.int().min(1) }),
          attributes: bytes,
        }),
      )
      .min(1)
      .max(20),
  }),
  output: z.object({ ids: z.array(z.uuid()) }),
  async run(tx, actor, { certificate, chain, files }) {
    await dropPrepared(tx, actor, { requestIds: files.map(({ requestId }) => requestId), memberId: actor.id })
    const stored = await rememberFiles(
      tx,
      actor,
      files.map(({ content }) => content),
      { guarded: true },
    )
    const rows = files.flatMap(({ requestId, contents, attributes }, at) => {
      const file = stored[at]
      return file
        ? [
            {
              office_id: actor.officeId,
              id: uuid(),
              request_id: requestId,
              member_id: actor.id,
              file_id: file.id,
              contents_start: contents.start,
              contents_end: contents.end,
              attributes: Buffer.from(attributes),
              certificate: Buffer.from(certificate),
              chain: chain.map((each) => Buffer.from(each)),
              prepared_at: tx.now,
              expires_at: new Date(tx.now.getTime() + preparedMinutes * 60_000),
            },
          ]
        : []
    })
    await tx.db.insertInto('prepared_signatures').values(rows).execute()
    const ids = rows.map(({ id }) => id)
    const facts = (at: number) => ({ event: 'prepared', sha256: stored[at]?.sha256 })
    const [first, ...others] = rows.map(({ request_id }, at) => ({
      subjectType: 'signing_request',
      subjectId: request_id,
      facts: facts(at),
    }))
    if (!first) throw new AppError('invalid_input')
    return { output: { ids }, audit: [first, ...others] }
  },
})

/** Drops what was prepared for requests, of one member or of all, and what has run out, with its files. */
export async function dropPrepared(
  tx: Tx,
  actor: Actor,
  { requestIds, memberId }: { requestIds: readonly string[]; memberId?: string },
): Promise<void> {
  const gone = await tx.db
    .deleteFrom('prepared_signatures')
    .where('office_id', '=', actor.officeId)
    .where((where) => {
      const theirs = where('request_id', 'in', [...requestIds])
      return where.or([
        memberId ? where.and([theirs, where('member_id', '=', memberId)]) : theirs,
        where('expires_at', '<=', tx.now),
      ])
    })
    .returning('file_id')
    .execute()
  await forgetFiles(
    tx,
    actor,
    gone.map(({ file_id }) => file_id),
  )
}
