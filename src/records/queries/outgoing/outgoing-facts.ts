import type { Kysely } from 'kysely'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import type { DB } from '../../../platform/database-types.ts'
import { officeFacts } from '../../../staff/queries/office.ts'
import type { OutgoingFacts } from '../../model/outgoing/compose-outgoing.ts'
import { typeOn } from '../../model/outgoing/document-types.ts'
import type { FormFacts } from '../../model/outgoing/form-check.ts'
import type { OutgoingContent } from '../../model/outgoing/outgoing-content.ts'
import type { AuthorityKind } from '../../model/outgoing/signing-block.ts'
import { defaultSeriesRule, type SeriesRule, symbolOf } from '../../model/outgoing/symbols.ts'

export interface OutgoingSettings {
  validFrom: string | null
  agencySymbol: string
  collectiveName: string
  headPost: string
  seriesRule: SeriesRule
  decision: string
}

/** How the office counts and names its documents on a day; before its first decision, as most communes do. */
export async function outgoingSettingsOn(
  db: Kysely<DB>,
  officeId: string,
  day: string,
): Promise<OutgoingSettings> {
  const row = await db
    .selectFrom('outgoing_settings')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('valid_from', '<=', day)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    validFrom: row?.valid_from ?? null,
    agencySymbol: row?.agency_symbol ?? 'UBND',
    collectiveName: row?.collective_name ?? 'Ủy ban nhân dân',
    headPost: row?.head_post ?? 'Chủ tịch',
    seriesRule: (row?.series_rule as SeriesRule | undefined) ?? defaultSeriesRule,
    decision: row?.decision ?? '',
  }
}

export interface Authority {
  id: string
  kind: AuthorityKind
  post: string
}

const rank: readonly AuthorityKind[] = ['head', 'acting', 'deputy', 'delegated', 'order']

/**
 * Under which authority somebody may sign a type on a day, or the sentence that says why not. Expired and revoked ones do
 * not count (Điều 13).
 */
export async function authorityOn(
  db: Kysely<DB>,
  officeId: string,
  asked: { staffId: string; typeCode: string; day: string; collective: boolean },
): Promise<{ authority: Authority | null; problem: string | null }> {
  const rows = await db
    .selectFrom('outgoing_authorities')
    .select(['id', 'kind', 'post', 'type_codes', 'starts_on', 'ends_on', 'revoked_on'])
    .where('office_id', '=', officeId)
    .where('staff_id', '=', asked.staffId)
    .orderBy('starts_on', 'desc')
    .execute()
  const isValid = (row: (typeof rows)[number]) =>
    row.starts_on <= asked.day &&
    (row.ends_on === null || row.ends_on >= asked.day) &&
    (row.revoked_on === null || row.revoked_on > asked.day)
  const current = rows.filter(isValid)
  const fitting = current
    .filter(({ type_codes }) => type_codes.length === 0 || type_codes.includes(asked.typeCode))
    .toSorted((a, b) => rank.indexOf(a.kind as AuthorityKind) - rank.indexOf(b.kind as AuthorityKind))
  const best = fitting[0]
  if (best)
    return { authority: { id: best.id, kind: best.kind as AuthorityKind, post: best.post }, problem: null }
  if (current.length > 0)
    return {
      authority: null,
      problem: 'Người ký không được giao ký loại văn bản này. Hãy chọn người ký khác.',
    }
  const ended = rows.find(({ starts_on }) => starts_on <= asked.day)
  const problem = ended
    ? `Thẩm quyền ký của người này đã hết từ ngày ${formatDate(ended.revoked_on ?? ended.ends_on ?? asked.day)}. Hãy chọn người ký khác hoặc ban hành văn bản ủy quyền mới.`
    : 'Người này chưa được giao thẩm quyền ký. Hãy chọn người khác, hoặc nhờ quản trị khai báo ở trang “Văn thư: số, ký hiệu, thẩm quyền ký”.'
  return { authority: null, problem }
}

export interface Drafted {
  officeId: string
  content: OutgoingContent
  unitId: string | null
  day: string
}

/** What the office, its settings and the signer add to a draft on a day: for printing it and for checking its form. */
export async function factsOfDraft(db: Kysely<DB>, { officeId, content, unitId, day }: Drafted) {
  const { signerId, typeCode, collective } = content
  const [office, settings, unit, signer, signing] = await Promise.all([
    officeFacts(db, officeId),
    outgoingSettingsOn(db, officeId, day),
    unitId ? unitSymbol(db, officeId, unitId) : '',
    signerId ? memberName(db, officeId, signerId) : null,
    signerId ? authorityOn(db, officeId, { staffId: signerId, typeCode, day, collective }) : null,
  ])
  const type = typeOn(day, typeCode)
  const symbol = type ? symbolOf(type, { agency: settings.agencySymbol, unit }) : ''
  const authority = signing?.authority ?? null
  const print: OutgoingFacts = {
    office: { name: office.name, parentName: office.parentName, placeName: office.placeName },
    symbol,
    unitSymbol: unit,
    signing: {
      kind: authority?.kind ?? 'head',
      collective,
      collectiveName: settings.collectiveName,
      headPost: settings.headPost,
      post: authority?.post ?? settings.headPost,
      name: signer ?? '',
    },
    number: null,
    datedOn: null,
    draft: 'DỰ THẢO',
  }
  const form: FormFacts = {
    today: day,
    placeName: office.placeName,
    agencySymbol: settings.agencySymbol,
    unitSymbol: unit,
    symbol: null,
    number: null,
    datedOn: null,
    signer:
      authority && signer !== null ? { name: signer, post: authority.post, kind: authority.kind } : null,
    signerProblem: signing === null ? 'Chưa chọn người ký.' : signing.problem,
  }
  return { print, form, settings, authority, symbol, isPractice: office.practice }
}

async function unitSymbol(db: Kysely<DB>, officeId: string, unitId: string): Promise<string> {
  const unit = await db
    .selectFrom('outgoing_units')
    .select('symbol')
    .where('office_id', '=', officeId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  return unit?.symbol ?? ''
}

async function memberName(db: Kysely<DB>, officeId: string, staffId: string): Promise<string | null> {
  const member = await db
    .selectFrom('staff_members')
    .select('full_name')
    .where('office_id', '=', officeId)
    .where('id', '=', staffId)
    .executeTakeFirst()
  return member?.full_name ?? null
}
