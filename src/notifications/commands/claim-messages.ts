import { sql } from 'kysely'
import { z } from 'zod'
import { instantAt, localDate } from '../../calendar/model/local-time.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import type { OutsideChannel } from '../model/events.ts'
import { attemptLimit, type Decision, decide, type SendingRules } from '../model/sending.ts'
import { quietHoursOf, type SettingsRow } from '../queries/load-settings.ts'

/** Minutes after which a message taken and not reported on is taken again: its program has died. */
const leaseMinutes = 5

const file = z.object({ sha256: z.string(), name: z.string(), mediaType: z.string() })
/** A stored file that goes with an e-mail. */
export type MessageFile = z.output<typeof file>

const claimed = z.object({
  id: z.uuid(),
  channel: z.enum(['email', 'sms']),
  address: z.string(),
  subject: z.string(),
  body: z.string(),
  /** What the body leaves out at `{ma_xac_nhan}`, still sealed; empty for none. */
  sealed: z.string(),
  attachments: z.array(file),
  /** Which try this is, from 1. */
  attempt: z.int(),
})
export type ClaimedMessage = z.output<typeof claimed>

const transportSchema = z.object({
  smtpHost: z.string(),
  smtpPort: z.int(),
  smtpSecurity: z.string(),
  smtpUser: z.string(),
  smtpPasswordSealed: z.string(),
  senderName: z.string(),
  senderAddress: z.string(),
  gatewayUrl: z.string(),
  gatewayAccount: z.string(),
  gatewaySecretSealed: z.string(),
})
export type TransportSettings = z.output<typeof transportSchema>

/**
 * Takes messages that may go now, longest waiting first. One program at a time takes them for an office, so that none is
 * taken twice and the daily limit counts what others are sending. `looked` below the limit: nothing more is due.
 */
export const claimMessages = defineCommand({
  name: 'notifications.claim',
  title: 'Lấy tin nhắn đến lượt gửi',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(500) }),
  output: z.object({
    looked: z.int(),
    messages: z.array(claimed),
    transport: transportSchema.nullable(),
  }),
  async run(tx, { officeId }, { limit }) {
    const settings = await lockSettings(tx, officeId)
    const due = await readDue(tx, officeId, limit)
    const rules = rulesOf(settings)
    const judged = await judge(tx, officeId, { due, rules })
    await storeDecisions(tx, officeId, judged)
    const messages = judged
      .filter(({ decision }) => decision.kind === 'send')
      .map(({ message: { id, channel, address, subject, body, sealed, attachments, attempts } }) => ({
        id,
        channel,
        address,
        subject,
        body,
        sealed,
        attachments,
        attempt: attempts + 1,
      }))
    return {
      output: { looked: due.length, messages, transport: settings && transportOf(settings) },
      audit: [
        { subjectType: 'office', subjectId: officeId, facts: { looked: due.length, taken: messages.length } },
      ],
    }
  },
})

async function lockSettings(tx: Tx, officeId: string): Promise<SettingsRow | null> {
  const row = await tx.db
    .selectFrom('notification_settings')
    .selectAll()
    .where('office_id', '=', officeId)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

interface DueMessage {
  id: string
  channel: OutsideChannel
  address: string
  subject: string
  body: string
  sealed: string
  attachments: MessageFile[]
  urgent: boolean
  attempts: number
  stopped: boolean
}

async function readDue(tx: Tx, officeId: string, limit: number): Promise<DueMessage[]> {
  const found = await sql<DueMessage>`
    select m.id, m.channel, m.address, m.subject, m.body, m.sealed, m.attachments, m.urgent, m.attempts,
      exists (select from message_stops s where s.office_id = m.office_id and s.channel = m.channel and s.address = m.address) as stopped
    from messages m
    where m.office_id = ${officeId}::uuid and m.state in ('waiting', 'sending') and m.next_at <= ${tx.now}::timestamptz
    order by m.next_at, m.id limit ${limit} for update of m skip locked`.execute(tx.db)
  return found.rows
}

interface Judged {
  message: DueMessage
  decision: Decision | { kind: 'fail'; reason: string }
}

/** Decides in order, so that the second message to an address counts the first. */
async function judge(
  tx: Tx,
  officeId: string,
  { due, rules }: { due: readonly DueMessage[]; rules: SendingRules },
): Promise<Judged[]> {
  const counts = await sentToday(tx, officeId, due)
  return due.map((message) => {
    if (message.attempts >= attemptLimit) {
      return {
        message,
        decision: { kind: 'fail', reason: 'Chương trình dừng giữa chừng nhiều lần khi gửi.' },
      }
    }
    const key = `${message.channel} ${message.address}`
    const count = counts.get(key) ?? 0
    const decision = decide({ ...message, sentToday: count }, rules, tx.now)
    if (decision.kind === 'send') counts.set(key, count + 1)
    return { message, decision }
  })
}

async function sentToday(tx: Tx, officeId: string, due: readonly DueMessage[]): Promise<Map<string, number>> {
  const addresses = [...new Set(due.map(({ address }) => address))]
  const ids = due.map(({ id }) => id)
  const midnight = instantAt(localDate(tx.now), 0)
  const found = await sql<{ key: string; count: number }>`
    select key, sum(n)::int as count from (
      select channel || ' ' || address as key, count(*) as n from messages
      where office_id = ${officeId}::uuid and address = any(${addresses}::text[]) and sent_at >= ${midnight}::timestamptz
      group by 1
      union all
      select channel || ' ' || address, count(*) from messages
      where office_id = ${officeId}::uuid and state = 'sending' and address = any(${addresses}::text[]) and id <> all(${ids}::uuid[])
      group by 1) as counted group by key`.execute(tx.db)
  return new Map(found.rows.map(({ key, count }) => [key, count]))
}

const stateOf = { send: 'sending', suppress: 'suppressed', postpone: 'waiting', fail: 'failed' } as const

async function storeDecisions(tx: Tx, officeId: string, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return
  const lease = new Date(tx.now.getTime() + leaseMinutes * 60_000)
  const rows = judged.map(({ message: { id }, decision }) => ({
    id,
    state: stateOf[decision.kind],
    reason: 'reason' in decision ? decision.reason : '',
    nextAt: decision.kind === 'postpone' ? decision.until : lease,
    tries: decision.kind === 'send' ? 1 : 0,
  }))
  await sql`update messages m set state = d.state, reason = d.reason, next_at = d."nextAt", attempts = m.attempts + d.tries
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (id uuid, state text, reason text, "nextAt" timestamptz, tries int)
    where m.office_id = ${officeId}::uuid and m.id = d.id`.execute(tx.db)
}

function rulesOf(row: SettingsRow | null): SendingRules {
  if (!row) return { emailOn: false, gatewayOn: false, quiet: null, dailyLimit: 1 }
  return {
    emailOn: row.email_on,
    gatewayOn: row.gateway_on,
    quiet: quietHoursOf(row),
    dailyLimit: row.daily_limit,
  }
}

function transportOf(row: SettingsRow): TransportSettings {
  return {
    smtpHost: row.smtp_host,
    smtpPort: row.smtp_port,
    smtpSecurity: row.smtp_security,
    smtpUser: row.smtp_user,
    smtpPasswordSealed: row.smtp_password_sealed,
    senderName: row.sender_name,
    senderAddress: row.sender_address,
    gatewayUrl: row.gateway_url,
    gatewayAccount: row.gateway_account,
    gatewaySecretSealed: row.gateway_secret_sealed,
  }
}
