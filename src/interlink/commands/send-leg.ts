import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { addDays, dayNumber, localDate } from '../../calendar/model/local-time.ts'
import { closingOf } from '../../calendar/model/working-time.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import { type OpenDossier, openDossier } from '../../dossiers/commands/open-dossier.ts'
import { demoRef } from '../../dossiers/examples.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { demoKeyHolderId } from '../examples.ts'
import { composeRequest } from '../model/compose-request.ts'
import { sendLegInput } from '../model/inputs.ts'
import type { Via } from '../model/leg.ts'
import { requireSending, sendingRoles } from '../policy.ts'
import { dossierFacts } from '../queries/dossier-facts.ts'
import { addLegEvent, authorOf } from './leg-events.ts'
import { filesToSend, queuePackage, type SentFile } from './queue-package.ts'
import { sendOnPaper } from './send-on-paper.ts'
import { tellCitizen } from './tell-citizen.ts'

type Input = z.output<typeof sendLegInput>

/**
 * Gửi cơ quan phối hợp: asks a partner about a dossier, with the papers and facts chosen, by a day. The office stays
 * answerable to the citizen for the whole: the dossier's state and clock are its own and go on.
 */
export const sendLeg = defineCommand({
  name: 'interlink.send',
  title: 'Gửi hồ sơ đến cơ quan phối hợp',
  audience: sendingRoles,
  door: { method: 'POST', path: '/dossiers/{code}/legs', status: 201 },
  input: sendLegInput,
  output: z.object({ id: z.uuid(), via: z.string(), slipCode: z.string().nullable() }),
  example: {
    ...demoRef('sendToPartner'),
    partnerId: demoKeyHolderId,
    question: 'Đề nghị xác định nghĩa vụ tài chính của hồ sơ.',
    answerOn: '2030-01-15',
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireSending(actor, dossier)
    const partner = await activePartner(tx, actor, input.partnerId)
    await refuseSecond(tx, actor, { dossier, partner })
    const dueAt = await closingTime(tx, actor, input.answerOn)
    const leg = { id: input.id ?? uuid(), partner, dueAt }
    const { files, content } = await contentOf(tx, actor, { dossier, input, dueAt })
    await insertLeg(tx, actor, { leg, dossier, content })
    const papers = content.components.map(({ name }) => name)
    await addLegEvent(tx, actor, {
      legId: leg.id,
      kind: 'request',
      text: [input.question, papers.length > 0 ? `Kèm: ${papers.join('; ')}.` : '']
        .filter(Boolean)
        .join('\n'),
      author: authorOf(actor),
      files: files.map(({ id, name }) => ({ id, label: name })),
    })
    const paper =
      partner.via === 'paper' ? await sendOnPaper(tx, actor, { dossier, partner, legId: leg.id }) : null
    if (!paper) {
      const body = { kind: 'request' as const, content }
      await queuePackage(tx, actor, { partner, leg: { id: leg.id, sequence: 1 }, body, files })
    }
    await tellCitizen(tx, actor, {
      dossierId: dossier.id,
      kind: 'partner_asked',
      publicText: `Đã gửi ${partner.name} phối hợp giải quyết, hẹn trả lời ${formatShortMoment(dueAt)}.`,
      note: input.question,
    })
    const facts = { code: dossier.code, partner: partner.name, via: partner.via, dueAt, files: files.length }
    return {
      output: { id: leg.id, via: partner.via, slipCode: paper?.code ?? null },
      audit: [{ subjectType: 'leg', subjectId: leg.id, facts }, ...(paper?.audit ?? [])],
      news: [
        { topic: 'interlink.sent', payload: { legId: leg.id, dossierId: dossier.id } },
        ...(paper?.news ?? []),
      ],
    }
  },
})

interface Partner {
  id: string
  code: string
  name: string
  via: Via
}

async function activePartner(tx: Tx, { officeId }: Actor, id: string): Promise<Partner> {
  const today = localDate(tx.now)
  const partner = await tx.db
    .selectFrom('interlink_partners')
    .select(['id', 'code', 'name', 'via', 'valid_from', 'valid_to'])
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .executeTakeFirst()
  const isActive = partner && partner.valid_from <= today && (partner.valid_to ?? today) >= today
  if (!isActive) {
    throw new AppError('invalid_input', {
      fields: { partnerId: 'Cơ quan này không có hoặc đã ngừng phối hợp. Hãy chọn lại.' },
    })
  }
  return { id: partner.id, code: partner.code, name: partner.name, via: partner.via as Via }
}

/** One errand at a time with the same partner, so that two officers do not ask the same twice. */
async function refuseSecond(
  tx: Tx,
  { officeId }: Actor,
  { dossier, partner }: { dossier: OpenDossier; partner: Partner },
): Promise<void> {
  const open = await tx.db
    .selectFrom('interlink_legs')
    .select('id')
    .where('office_id', '=', officeId)
    .where('dossier_id', '=', dossier.id)
    .where('partner_id', '=', partner.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!open) return
  throw new AppError('conflict', {
    detail: `Hồ sơ đang có một lượt phối hợp với ${partner.name} chưa xong. Hãy bổ sung hoặc thu hồi lượt đó.`,
  })
}

async function closingTime(tx: Tx, actor: Actor, answerOn: string): Promise<Date> {
  const wrong = (sentence: string) => new AppError('invalid_input', { fields: { answerOn: sentence } })
  const today = localDate(tx.now)
  if (answerOn > addDays(today, 3660)) throw wrong('Ngày quá xa. Hãy kiểm tra lại năm.')
  const calendar = await loadCalendar(tx.db, actor.officeId, { from: answerOn, to: answerOn })
  try {
    const dueAt = closingOf(calendar, dayNumber(answerOn))
    if (dueAt > tx.now) return dueAt
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw wrong('Ngày này không phải ngày làm việc. Hãy chọn ngày khác.')
  }
  throw wrong('Ngày trả lời phải ở phía trước.')
}

async function contentOf(
  tx: Tx,
  actor: Actor,
  { dossier, input, dueAt }: { dossier: OpenDossier; input: Input; dueAt: Date },
): Promise<{ files: SentFile[]; content: ReturnType<typeof composeRequest>['content'] }> {
  const [office, facts] = await Promise.all([
    officeFacts(tx.db, actor.officeId),
    dossierFacts(tx.db, { officeId: actor.officeId, dossierId: dossier.id }),
  ])
  if (!facts) throw new AppError('not_found')
  const { content, fileIds } = composeRequest(facts, {
    question: input.question,
    answerBy: dueAt,
    dossier: { code: dossier.code ?? '', receivedAt: dossier.receivedAt, dueAt: dossier.dueAt },
    office,
    writer: actor,
    components: input.components,
    withApplicant: input.withApplicant,
    withDeclaration: input.withDeclaration,
  })
  return { content, files: await filesToSend(tx, actor, fileIds) }
}

async function insertLeg(
  tx: Tx,
  actor: Actor,
  sent: {
    leg: { id: string; partner: Partner; dueAt: Date }
    dossier: OpenDossier
    content: { procedureName?: string; question: string }
  },
): Promise<void> {
  const { leg, dossier, content } = sent
  const { id, partner, dueAt } = leg
  await tx.db
    .insertInto('interlink_legs')
    .values({
      office_id: actor.officeId,
      id,
      direction: 'out',
      partner_id: partner.id,
      partner_name: partner.name,
      dossier_id: dossier.id,
      dossier_code: dossier.code ?? '',
      procedure_name: dossier.procedureName,
      question: content.question,
      content: JSON.stringify(content),
      via: partner.via,
      state: 'sending',
      sent_at: tx.now,
      due_at: dueAt,
      original_due_at: dueAt,
      sent_by_name: authorOf(actor),
      out_sequence: partner.via === 'paper' ? 0 : 1,
    })
    .execute()
}
