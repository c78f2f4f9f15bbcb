import { v7 as uuid } from 'uuid'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { demoWorkFile } from '../examples.ts'
import { changedWorkFile, type OpenInput, openInput } from '../model/inputs.ts'
import type { WorkFileRules } from '../model/rules.ts'
import { symbolPattern } from '../model/symbols.ts'
import { keepers } from '../policy.ts'
import { rulesOn } from '../queries/rules-on.ts'
import { addFileEvents, auditOf } from './change-file.ts'

/** Mở hồ sơ (Điều 29 khoản 2): by its handler, from the Danh mục, or outside it with what the decree then asks for. */
export const openWorkFile = defineCommand({
  name: 'workfiles.open',
  title: 'Mở hồ sơ công việc',
  audience: keepers,
  door: { method: 'POST', path: '/work-files', status: 201 },
  input: openInput,
  output: changedWorkFile,
  example: demoWorkFile.openExample,
  async run(tx, actor, input) {
    const { audit, ...opened } = await openNewFile(tx, actor, input)
    return { output: { id: opened.id, revision: 1, state: 'open' as const }, audit: [audit] }
  },
})

/** Opens a file for the actor, inside whatever transaction needs one. Fails with invalid_input or conflict. */
export async function openNewFile(
  tx: Tx,
  actor: Actor,
  input: OpenInput,
): Promise<{ id: string; symbol: string; audit: AuditEntry }> {
  const today = localDate(tx.now)
  const [{ rules }, planned, member] = await Promise.all([
    rulesOn(tx.db, actor.officeId, today),
    input.entryId ? entryOf(tx, actor.officeId, { entryId: input.entryId, today }) : outside(input, today),
    tx.db
      .selectFrom('staff_members')
      .select('unit_id')
      .where('office_id', '=', actor.officeId)
      .where('id', '=', actor.id)
      .executeTakeFirst(),
  ])
  const title = input.title || planned.title
  const startedOn = input.startedOn ?? today
  requireSound({ title, symbol: planned.symbol, startedOn, today })
  const retention = retentionOf(rules, input.retentionCode ?? planned.retentionCode)
  const id = input.id ?? uuid()
  const added = await tx.db
    .insertInto('work_files')
    .values({
      office_id: actor.officeId,
      id,
      year: planned.year,
      symbol: planned.symbol,
      title,
      entry_id: input.entryId,
      kind: input.kind,
      medium: input.medium,
      ...retention,
      restricted: input.restricted,
      language: input.language,
      note: input.note,
      keeper_id: actor.id,
      unit_id: member?.unit_id ?? null,
      started_on: startedOn,
      state: 'open',
      opened_at: tx.now,
      opened_by: actor.id,
      search_text: searchText(planned.symbol, title),
    })
    .onConflict((on) => on.columns(['office_id', 'year', 'symbol']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new AppError('conflict', { detail: taken(planned) })
  const words = `Mở hồ sơ ${planned.symbol}${input.entryId ? ' theo Danh mục hồ sơ' : ''}.`
  await addFileEvents(tx, actor, [{ workFileId: id, event: { kind: 'opened', words } }])
  const audit = auditOf(
    { id, symbol: planned.symbol },
    { event: 'opened', title, year: planned.year, ...retention },
  )
  return { id, symbol: planned.symbol, audit }
}

const taken = ({ symbol, year }: Planned) =>
  `Hồ sơ ${symbol} năm ${year} đã được mở. Hãy tìm hồ sơ đó trong danh sách, hoặc chọn số, ký hiệu khác.`

/** What files are found by. */
export const searchText = (symbol: string, title: string) => foldVietnamese(`${symbol} ${title}`)

/** The two columns of retention. Fails with invalid_input for a code that is not in the table of today. */
export function retentionOf(rules: WorkFileRules, code: string | null) {
  if (code === null) return { retention_code: null, retention_years: null }
  const period = rules.periods.find((each) => each.code === code)
  if (!period) {
    throw new AppError('invalid_input', {
      fields: {
        retentionCode: 'Thời hạn này không có trong bảng thời hạn bảo quản. Hãy chọn thời hạn khác.',
      },
    })
  }
  return { retention_code: period.code, retention_years: period.years }
}

interface Planned {
  year: number
  symbol: string
  title: string
  retentionCode: string | null
}

async function entryOf(
  tx: Tx,
  officeId: string,
  { entryId, today }: { entryId: string; today: string },
): Promise<Planned> {
  const entry = await tx.db
    .selectFrom('work_file_entries as e')
    .innerJoin('work_file_lists as l', (join) =>
      join.onRef('l.office_id', '=', 'e.office_id').onRef('l.year', '=', 'e.year'),
    )
    .select(['e.year', 'e.symbol', 'e.title', 'e.retention_code', 'l.state', 'l.valid_from'])
    .where('e.office_id', '=', officeId)
    .where('e.id', '=', entryId)
    .executeTakeFirst()
  if (!entry) {
    throw new AppError('invalid_input', { fields: { entryId: 'Hãy chọn một hồ sơ trong Danh mục.' } })
  }
  if (entry.state !== 'approved' || (entry.valid_from ?? today) > today) {
    throw new AppError('wrong_state', {
      detail: `Danh mục hồ sơ năm ${entry.year} chưa được ban hành hoặc chưa có hiệu lực. Hãy chờ lãnh đạo ban hành, hoặc mở hồ sơ ngoài Danh mục.`,
    })
  }
  return { year: entry.year, symbol: entry.symbol, title: entry.title, retentionCode: entry.retention_code }
}

/** Outside the Danh mục the handler writes what it would have said. */
async function outside(input: OpenInput, today: string): Promise<Planned> {
  if (input.symbol === '') {
    throw new AppError('invalid_input', {
      fields: { symbol: 'Hãy chọn hồ sơ trong Danh mục, hoặc ghi số, ký hiệu hồ sơ (ví dụ 05.VP).' },
    })
  }
  const year = input.year ?? Number((input.startedOn ?? today).slice(0, 4))
  return { year, symbol: input.symbol, title: '', retentionCode: null }
}

/** What holds for every file, however it comes by its symbol and title. */
export function requireSound(file: {
  title: string
  symbol: string
  startedOn: string
  today: string
}): void {
  const wrong: Record<string, string> = {}
  if (!symbolPattern.test(file.symbol)) wrong.symbol = 'Số, ký hiệu hồ sơ có dạng 01.TCCB.'
  if (file.title === '') wrong.title = 'Hãy ghi tiêu đề hồ sơ.'
  if (file.startedOn > file.today) wrong.startedOn = 'Ngày bắt đầu không thể sau hôm nay.'
  if (Object.keys(wrong).length > 0) throw new AppError('invalid_input', { fields: wrong })
}
