import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { rememberFiles } from '../../files/commands.ts'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { isTimely, type Manifest, packageLimits, type Refusal, readManifest } from '../model/package.ts'
import { digestOf } from '../model/signing.ts'
import { applyToLeg } from './apply-package.ts'
import { keepSenderKey } from './keep-sender-key.ts'
import { type Kept, keptAfter, rememberPackage, settleKept } from './received-packages.ts'

const answer = z.object({
  code: z.enum(['received', 'accepted', 'processed', 'refused']),
  reason: z.string(),
  detail: z.string(),
})
type Answer = z.output<typeof answer>

/**
 * Takes in a package whose signature, hashes and files were checked before: exactly one effect for one id, in the order
 * of its leg. One that comes before its predecessor is kept, and has its effect with it; `received` says so. By the
 * program alone.
 */
export const takePackage = defineCommand({
  name: 'interlink.takePackage',
  title: 'Nhận gói tin liên thông',
  audience: [],
  input: z.strictObject({
    partnerId: z.uuid(),
    manifest: z.string().max(packageLimits.manifest),
    /** With which of the partner's keys it was signed. */
    keyId: z.string(),
    files: z.array(storedContentSchema).max(packageLimits.files),
    /** Why its files cannot be taken, in words; empty when they can. */
    wrongFile: z.string().max(500),
  }),
  output: answer,
  async run(tx, actor, input) {
    const manifest = readManifest(input.manifest)
    if (!manifest) throw new AppError('malformed_request')
    const taken = await take(tx, actor, { ...input, text: input.manifest, manifest })
    const facts = {
      package: manifest.id,
      kind: manifest.kind,
      sender: manifest.sender.code,
      leg: manifest.leg,
      ...taken,
    }
    return {
      output: taken,
      audit: [{ subjectType: 'package', subjectId: manifest.id, facts }],
      news: [
        {
          topic: 'interlink.received',
          payload: { legId: manifest.leg, kind: manifest.kind, code: taken.code },
        },
      ],
    }
  },
})

interface Arrived {
  partnerId: string
  keyId: string
  text: string
  manifest: Manifest
  files: z.output<typeof storedContentSchema>[]
  wrongFile: string
}

async function take(tx: Tx, actor: Actor, arrived: Arrived): Promise<Answer> {
  const { manifest, partnerId } = arrived
  // A clock that is put right, or ours, may let the same package in later: nothing is remembered.
  if (!isTimely(manifest.createdAt, tx.now)) return refused('clock')
  await keepSenderKey(tx, actor, arrived)
  const digest = digestOf(arrived.text)
  const earlier = await rememberPackage(tx, actor, { partnerId, digest, manifest })
  if (earlier) {
    if (earlier.digest !== digest) return refused('id_reused')
    if (earlier.code === 'refused') return { code: 'refused', reason: earlier.reason, detail: '' }
    if (earlier.code === 'accepted') return { code: 'processed', reason: '', detail: '' }
  }
  const judged = await judge(tx, actor, { ...arrived, isKept: earlier !== null })
  const isKept = judged.code === 'received'
  await settleKept(tx, actor, {
    partnerId,
    id: manifest.id,
    ...judged,
    manifest: isKept ? arrived.text : null,
    files: isKept ? arrived.files : null,
  })
  if (!isKept) await applySuccessors(tx, actor, { partnerId, manifest })
  return judged
}

function refused(reason: Refusal, detail = ''): Answer {
  return { code: 'refused', reason, detail }
}

const accepted: Answer = { code: 'accepted', reason: '', detail: '' }

async function judge(
  tx: Tx,
  actor: Actor,
  arrived: Omit<Arrived, 'text'> & { isKept: boolean },
): Promise<Answer> {
  const { manifest, partnerId } = arrived
  const [office, partner] = await Promise.all([
    officeFacts(tx.db, actor.officeId),
    tx.db
      .selectFrom('interlink_partners')
      .select(['id', 'name', 'via', 'valid_from', 'valid_to'])
      .where('office_id', '=', actor.officeId)
      .where('id', '=', partnerId)
      .executeTakeFirstOrThrow(),
  ])
  if (manifest.recipient.code !== office.agencyCode) return refused('not_for_us')
  if (arrived.wrongFile) return refused('file_refused', arrived.wrongFile)
  // The new key itself was kept before, beside the one that announces it.
  if (manifest.kind === 'key') return accepted
  const today = localDate(tx.now)
  const isActive = partner.valid_from <= today && (partner.valid_to ?? today) >= today
  // What was begun while both worked together is brought to its end.
  if (manifest.kind === 'request' && !isActive) return refused('closed')
  const result = await applyToLeg(tx, actor, {
    manifest,
    partner,
    files: () => (arrived.files.length > 0 ? rememberFiles(tx, actor, arrived.files) : Promise.resolve([])),
  })
  if (result === 'early') return { code: 'received', reason: '', detail: '' }
  return result === 'done' ? accepted : refused(result.refusal)
}

/** What was kept because this one was missing has its effect now, one after the other. */
async function applySuccessors(
  tx: Tx,
  actor: Actor,
  { partnerId, manifest }: { partnerId: string; manifest: Manifest },
): Promise<void> {
  let sequence = manifest.sequence + 1
  for (;;) {
    const kept: Kept | null = manifest.leg
      ? await keptAfter(tx, actor, { partnerId, legId: manifest.leg, sequence })
      : null
    const next = kept ? readManifest(kept.manifest) : null
    if (!kept || !next) return
    const judged = await judge(tx, actor, {
      partnerId,
      keyId: '',
      manifest: next,
      files: kept.files,
      wrongFile: '',
      isKept: true,
    })
    if (judged.code === 'received') return
    await settleKept(tx, actor, { partnerId, id: kept.id, ...judged, manifest: null, files: null })
    sequence += 1
  }
}
