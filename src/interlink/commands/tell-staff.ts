import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { readTold, whoActs } from '../../dossiers/commands/tell-by-message.ts'
import { queueForStaff } from '../../notifications/commands/queue-messages.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { officersOnDuty } from '../../staff/queries.ts'

interface TellHolder {
  /** What it comes from: one notice however often it is told. */
  source: string
  event: 'partner_answered' | 'partner_late'
  dossierId: string
}

/** Tells whoever has to go on with the dossier that its partner has answered, or has not. */
export async function tellHolder(tx: Tx, actor: Actor, told: TellHolder): Promise<void> {
  const dossier = await readTold(tx, actor.officeId, told.dossierId)
  if (!dossier?.code) return
  const office = await officeFacts(tx.db, actor.officeId)
  await queueForStaff(tx, actor.officeId, {
    source: told.source,
    event: told.event,
    values: {
      ma_ho_so: dossier.code,
      thu_tuc: dossier.procedureName,
      ngay_hen: formatShortMoment(dossier.dueAt),
      buoc: dossier.stepName ?? '',
      don_vi: office.name,
    },
    subject: { type: 'dossier', id: dossier.id },
    staffIds: await whoActs(tx, actor, dossier),
    link: `/ho-so/${dossier.code}`,
  })
}

interface TellAsked {
  source: string
  leg: { id: string; dossierCode: string; procedureName: string; dueAt: Date; holderId: string | null }
}

/** Tells whoever has taken up what a partner asks, else the clerks of the office, that something has come. */
export async function tellAsked(tx: Tx, actor: Actor, { source, leg }: TellAsked): Promise<void> {
  const post = { officeId: actor.officeId, role: 'clerk', fieldCode: '', today: localDate(tx.now) }
  const clerks = leg.holderId ? [] : await officersOnDuty(tx.db, post)
  const office = await officeFacts(tx.db, actor.officeId)
  await queueForStaff(tx, actor.officeId, {
    source,
    event: 'partner_asks',
    values: {
      ma_ho_so: leg.dossierCode,
      thu_tuc: leg.procedureName,
      ngay_hen: formatShortMoment(leg.dueAt),
      don_vi: office.name,
    },
    subject: { type: 'leg', id: leg.id },
    staffIds: leg.holderId ? [leg.holderId] : clerks.map(({ id }) => id),
    link: `/lien-thong/${leg.id}`,
  })
}
