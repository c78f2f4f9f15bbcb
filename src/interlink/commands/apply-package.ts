import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { effectOn } from '../model/effect.ts'
import type { LegManifest, Refusal } from '../model/package.ts'
import { addLegEvent, authorOf } from './leg-events.ts'
import { changeLeg, lockLeg, type OpenLeg } from './open-leg.ts'
import { tellCitizen } from './tell-citizen.ts'
import { tellAsked, tellHolder } from './tell-staff.ts'

interface Arriving {
  manifest: LegManifest
  partner: { id: string; name: string; via: string }
  /** Remembers the files that came with it, in the order of the parts; asked for once it has an effect. */
  files(): Promise<readonly { id: string; name: string }[]>
}

/** The effect of a package on its leg: done, too early (a predecessor is missing), or refused for ever. */
export async function applyToLeg(
  tx: Tx,
  actor: Actor,
  arriving: Arriving,
): Promise<'done' | 'early' | { refusal: Refusal }> {
  const { manifest, partner } = arriving
  const leg = await lockLeg(tx, actor, manifest.leg)
  // A leg is known by the id its sender gave; nobody else has a say in it.
  if (leg && leg.partner.id !== partner.id) return { refusal: 'unknown_leg' }
  if (!leg) {
    if (manifest.kind === 'answer') return { refusal: 'unknown_leg' }
    if (manifest.sequence !== 1) return 'early'
    if (manifest.kind !== 'request') return { refusal: 'wrong_order' }
    await openIncoming(tx, actor, { ...arriving, manifest })
    return 'done'
  }
  if (manifest.sequence > leg.inSequence + 1) return 'early'
  if (manifest.sequence <= leg.inSequence) return { refusal: 'wrong_order' }
  const decided = effectOn({ ...leg, isTaken: leg.holderId !== null }, manifest, tx.now)
  if ('refusal' in decided) {
    // What is refused has had its turn too: what comes after it does not wait for it.
    await changeLeg(tx, actor, leg, { in_sequence: manifest.sequence })
    return decided
  }
  const { effect } = decided
  const files = await arriving.files()
  await changeLeg(tx, actor, leg, {
    state: effect.state,
    due_at: effect.dueAt,
    paused_since: effect.pausedSince,
    in_sequence: manifest.sequence,
    ...(effect.endedAt ? { ended_at: effect.endedAt } : {}),
    ...(effect.promisedAt ? { promised_at: effect.promisedAt } : {}),
    ...(manifest.kind === 'answer' ? { answer: manifest.content.text, trouble: '' } : {}),
  })
  await addLegEvent(tx, actor, {
    legId: leg.id,
    kind: manifest.kind === 'answer' ? manifest.content.outcome : manifest.kind,
    text: textOf(manifest),
    author: authorOf(writerOf(manifest)),
    files: files.map(({ id, name }) => ({ id, label: name })),
  })
  await tellAnswer(tx, actor, leg, manifest)
  if (manifest.kind === 'supplement') {
    const { id, dossierCode, procedureName, holderId } = leg
    const asked = { id, dossierCode, procedureName, dueAt: effect.dueAt, holderId }
    await tellAsked(tx, actor, { source: manifest.id, leg: asked })
  }
  return 'done'
}

function textOf(manifest: LegManifest): string {
  return manifest.kind === 'request' ? manifest.content.question : manifest.content.text
}

function writerOf({ content, sender }: LegManifest): { name: string; post: string } {
  const { name, post } = content.writer
  return { name, post: [post, sender.name].filter(Boolean).join(', ') }
}

async function openIncoming(
  tx: Tx,
  actor: Actor,
  { manifest, partner, files: remember }: Arriving & { manifest: Extract<LegManifest, { kind: 'request' }> },
): Promise<void> {
  const { content } = manifest
  const files = await remember()
  await tx.db
    .insertInto('interlink_legs')
    .values({
      office_id: actor.officeId,
      id: manifest.leg,
      direction: 'in',
      partner_id: partner.id,
      partner_name: partner.name,
      dossier_code: content.dossier.code,
      procedure_name: content.dossier.procedureName,
      question: content.question,
      content: JSON.stringify(content),
      via: partner.via === 'paper' ? 'https' : partner.via,
      state: 'new',
      sent_at: new Date(Math.min(new Date(manifest.createdAt).getTime(), tx.now.getTime())),
      delivered_at: tx.now,
      due_at: new Date(content.answerBy),
      original_due_at: new Date(content.answerBy),
      sent_by_name: authorOf(writerOf(manifest)),
      in_sequence: 1,
    })
    .execute()
  await addLegEvent(tx, actor, {
    legId: manifest.leg,
    kind: 'request',
    text: content.question,
    author: authorOf(writerOf(manifest)),
    files: files.map((file, index) => ({ id: file.id, label: labelOf(content, index) ?? file.name })),
  })
  const { code: dossierCode, procedureName } = content.dossier
  const asked = {
    id: manifest.leg,
    dossierCode,
    procedureName,
    dueAt: new Date(content.answerBy),
    holderId: null,
  }
  await tellAsked(tx, actor, { source: manifest.id, leg: asked })
}

/** The paper of the dossier to which the n-th file belongs. */
function labelOf(
  { components }: Extract<LegManifest, { kind: 'request' }>['content'],
  index: number,
): string | undefined {
  return components.find(({ files }) => files.includes(index))?.name
}

/** What the citizen reads when a partner has answered; what it wrote stays in the office. */
async function tellAnswer(tx: Tx, actor: Actor, leg: OpenLeg, manifest: LegManifest): Promise<void> {
  if (manifest.kind !== 'answer') return
  const { outcome, text, promisedAt } = manifest.content
  const { name } = leg.partner
  const promised = promisedAt ? `, dự kiến trả lời ${formatShortMoment(new Date(promisedAt))}` : ''
  const sentences = {
    result: `${name} đã trả lời, có kết quả.`,
    refused: `${name} đã trả lời: không giải quyết.`,
    more: `${name} đề nghị cơ quan tiếp nhận bổ sung thông tin.`,
    longer: `${name} báo cần thêm thời gian${promised}.`,
  }
  await tellCitizen(tx, actor, {
    dossierId: leg.dossierId,
    kind: 'partner_answered',
    by: name,
    publicText: sentences[outcome],
    note: text,
  })
  if (!leg.dossierId) return
  const { dossierId } = leg
  await tellHolder(tx, actor, { source: manifest.id, event: 'partner_answered', dossierId })
}
