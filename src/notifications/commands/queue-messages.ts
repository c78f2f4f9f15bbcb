import { sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import type { Tx } from '../../platform/operations.ts'
import { emailAddress, mobileNumber } from '../model/address.ts'
import { isUrgent, type MessageEvent, type OutsideChannel } from '../model/events.ts'
import { markHash, messageId } from '../model/message-source.ts'
import { withoutDiacritics } from '../model/text-message.ts'
import { fillIn, type Values } from '../model/wording.ts'
import { loadSettings } from '../queries/load-settings.ts'
import { type VersionedWording, wordingsOn } from '../queries/wordings-on.ts'
import type { MessageFile } from './claim-messages.ts'

/** What the link for sending no more carries, per channel: made by the installation's secret, outside the transaction. */
export type OptOutMarks = Readonly<Record<OutsideChannel, string>>

export interface Told {
  /** The news this comes from: with it, one address gets one message, however often it is told. */
  source: string
  event: MessageEvent
  values: Values
  subject: { type: string; id: string }
}

const practiceReason = 'Đơn vị thực hành: tin chỉ ghi lại, không gửi ra ngoài.'

interface NewMessage {
  id: string
  channel: string
  version: number
  staffId: string | null
  address: string
  link: string
  subject: string
  body: string
  state: 'waiting' | 'delivered' | 'suppressed'
  reason: string
  optOutHash: string | null
  sealed: string
  attachments?: readonly MessageFile[]
}

/**
 * Writes to a citizen at the addresses they declared, in the words in force now; changing the words later does not touch
 * what waits. Nothing is written for a channel that is off. A practice office writes everything and sends nothing: the log
 * shows what would have gone. Returns the ids of what is new.
 */
export async function queueForCitizen(
  tx: Tx,
  officeId: string,
  told: Told & {
    declared: { email: string; phone: string }
    /** What stands at `{ma_xac_nhan}`, sealed by the page: it is opened only as the message is sent. */
    sealed?: string
    /** Where citizens reach the program, without a slash at the end. */
    publicUrl: string
    marks: OptOutMarks
  },
): Promise<string[]> {
  const [settings, isPractice] = await Promise.all([
    loadSettings(tx.db, officeId),
    isPracticeOffice(tx, officeId),
  ])
  const addresses = {
    email: settings?.email_on || isPractice ? emailAddress(told.declared.email) : null,
    sms: settings?.gateway_on || isPractice ? mobileNumber(told.declared.phone) : null,
  }
  const channels = (['email', 'sms'] as const).filter((channel) => addresses[channel] !== null)
  if (channels.length === 0) return []
  const wanted = { event: told.event, channels, onDate: localDate(tx.now) }
  const [wordings, stops] = await Promise.all([
    wordingsOn(tx.db, officeId, wanted),
    stoppedAmong(
      tx,
      officeId,
      Object.values(addresses).flatMap((address) => address ?? []),
    ),
  ])
  const messages = wordings
    .filter(({ active }) => active)
    .flatMap((wording) => {
      const channel = wording.channel as OutsideChannel
      const address = addresses[channel]
      if (!address) return []
      const link = `${told.publicUrl}/ngung-tin/${told.marks[channel]}`
      const values = { ...told.values, ngung_nhan: link }
      const isPlain = channel === 'sms' && (settings?.sms_plain ?? true)
      const isStopped = stops.has(`${channel} ${address}`)
      const reason = isStopped ? 'Người nhận đã đề nghị ngừng nhận tin.' : isPractice ? practiceReason : ''
      return {
        ...written(told, wording, { address, values, isPlain }),
        staffId: null,
        link: '',
        state: reason === '' ? ('waiting' as const) : ('suppressed' as const),
        reason,
        optOutHash: markHash(told.marks[channel]),
        sealed: told.sealed ?? '',
      }
    })
  return store(tx, officeId, { told, messages })
}

/** Tells officers inside the program; `link` is the page where they go on. Returns the ids of what is new. */
export async function queueForStaff(
  tx: Tx,
  officeId: string,
  told: Told & { staffIds: readonly string[]; link: string },
): Promise<string[]> {
  if (told.staffIds.length === 0) return []
  const wanted = { event: told.event, channels: ['app'] as const, onDate: localDate(tx.now) }
  const [wording] = await wordingsOn(tx.db, officeId, wanted)
  if (!wording?.active) return []
  const messages = told.staffIds.map((staffId) => ({
    ...written(told, wording, { address: staffId, values: told.values, isPlain: false }),
    staffId,
    link: told.link,
    state: 'delivered' as const,
    reason: '',
    optOutHash: null,
    sealed: '',
  }))
  return store(tx, officeId, { told, messages })
}

/**
 * An official letter to another agency with files, in the words in force now. Null where the office sends no e-mail; a
 * practice office writes it down and sends nothing. Otherwise the message's id, by which its way can be followed.
 */
export async function queueLetter(
  tx: Tx,
  officeId: string,
  told: Told & { address: string; attachments: readonly MessageFile[] },
): Promise<string | null> {
  const wanted = { event: told.event, channels: ['email'] as const, onDate: localDate(tx.now) }
  const [settings, isPractice, [wording]] = await Promise.all([
    loadSettings(tx.db, officeId),
    isPracticeOffice(tx, officeId),
    wordingsOn(tx.db, officeId, wanted),
  ])
  if (!wording || !(settings?.email_on || isPractice)) return null
  const message: NewMessage = {
    ...written(told, wording, { address: told.address, values: told.values, isPlain: false }),
    staffId: null,
    link: '',
    state: isPractice ? 'suppressed' : 'waiting',
    reason: isPractice ? practiceReason : '',
    optOutHash: null,
    sealed: '',
    attachments: told.attachments,
  }
  await store(tx, officeId, { told, messages: [message] })
  return message.id
}

function written(
  told: Told,
  wording: VersionedWording,
  to: { address: string; values: Values; isPlain: boolean },
) {
  const body = fillIn(wording.body, to.values)
  return {
    id: messageId(told.source, wording.channel, to.address),
    channel: wording.channel,
    version: wording.version,
    address: to.address,
    subject: fillIn(wording.subject, to.values),
    body: to.isPlain ? withoutDiacritics(body) : body,
  }
}

async function isPracticeOffice(tx: Tx, officeId: string): Promise<boolean> {
  const office = await tx.db
    .selectFrom('offices')
    .select('practice')
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return office?.practice ?? true
}

async function stoppedAmong(tx: Tx, officeId: string, addresses: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('message_stops')
    .select(['channel', 'address'])
    .where('office_id', '=', officeId)
    .where('address', 'in', addresses)
    .execute()
  return new Set(rows.map(({ channel, address }) => `${channel} ${address}`))
}

/** Adds what this news has not made yet. */
async function store(
  tx: Tx,
  officeId: string,
  { told, messages }: { told: Told; messages: readonly NewMessage[] },
): Promise<string[]> {
  if (messages.length === 0) return []
  const added = await sql<{ id: string }>`
    insert into messages (office_id, id, source, event, channel, template_version, staff_id, address, subject_type,
      subject_id, link, subject, body, urgent, opt_out_hash, sealed, attachments, state, reason, created_at, next_at)
    select ${officeId}::uuid, m.id, ${told.source}, ${told.event}, m.channel, m.version, m."staffId", m.address,
      ${told.subject.type}, ${told.subject.id}, m.link, m.subject, m.body, ${isUrgent(told.event)}::boolean, m."optOutHash",
      m.sealed, coalesce(m.attachments, '[]'), m.state, m.reason, ${tx.now}::timestamptz, ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as m (id uuid, channel text, version int, "staffId" uuid,
      address text, link text, subject text, body text, state text, reason text, "optOutHash" text,
      sealed text, attachments jsonb)
    on conflict do nothing returning id`.execute(tx.db)
  return added.rows.map(({ id }) => id)
}
