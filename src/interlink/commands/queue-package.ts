import { v7 as uuid } from 'uuid'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { type LegManifest, type Part, packageLimits, writeManifest } from '../model/package.ts'

/** A stored file that goes with a package. */
export interface SentFile extends Part {
  id: string
}

/** Files of the office by id, in the order asked for. Fails with invalid_input for one that is not there, or too much. */
export async function filesToSend(tx: Tx, actor: Actor, ids: readonly string[]): Promise<SentFile[]> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const found = await tx.db
    .selectFrom('files')
    .select(['id', 'name', 'media_type as mediaType', 'size', 'sha256'])
    .where('office_id', '=', actor.officeId)
    .where('id', 'in', wanted)
    .execute()
  const files = wanted.map((id) => {
    const file = found.find((each) => each.id === id)
    if (!file) throw refused('Có tệp không còn. Hãy chọn lại tệp.')
    return { ...file, size: Number(file.size) }
  })
  const total = files.reduce((sum, { size }) => sum + size, 0)
  if (files.length > packageLimits.files) throw refused(`Mỗi lần gửi tối đa ${packageLimits.files} tệp.`)
  if (total > packageLimits.total) throw refused('Các tệp cộng lại tối đa 150 MB. Hãy chọn bớt tệp.')
  return files
}

function refused(sentence: string): AppError {
  return new AppError('invalid_input', { fields: { fileIds: sentence } })
}

/** A package of a leg but for what the office itself adds. */
export type PackageBody = {
  [Kind in LegManifest['kind']]: {
    kind: Kind
    content: Extract<LegManifest, { kind: Kind }>['content']
  }
}[LegManifest['kind']]

interface Queued {
  partner: { id: string; code: string }
  leg: { id: string; sequence: number }
  body: PackageBody
  files: readonly SentFile[]
}

/** Puts a package on its way: written as it will be signed, and taken by the next run of the exchange. */
export async function queuePackage(
  tx: Tx,
  actor: Actor,
  { partner, leg, body, files }: Queued,
): Promise<void> {
  const id = uuid()
  const office = await officeFacts(tx.db, actor.officeId)
  const manifest = writeManifest({
    id,
    leg: leg.id,
    sequence: leg.sequence,
    sender: { code: office.agencyCode, name: office.name },
    recipient: { code: partner.code },
    createdAt: tx.now.toISOString(),
    parts: files.map(({ id: _, ...part }) => part),
    ...body,
  })
  if (Buffer.byteLength(manifest) > packageLimits.manifest) {
    throw new AppError('invalid_input', {
      detail: 'Nội dung gửi quá dài. Hãy rút gọn, hoặc gửi kèm dạng tệp.',
    })
  }
  await tx.db
    .insertInto('interlink_packages')
    .values({
      office_id: actor.officeId,
      id,
      partner_id: partner.id,
      leg_id: leg.id,
      sequence: leg.sequence,
      kind: body.kind,
      manifest,
      state: 'waiting',
      next_at: tx.now,
      created_at: tx.now,
    })
    .execute()
}
