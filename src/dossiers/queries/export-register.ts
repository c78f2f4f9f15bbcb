import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery, type Reader } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { registerPaper } from '../model/papers/lists.ts'
import { type RegisterSection, registerCells, registerPartSize, registerSections } from '../model/register.ts'
import { registerSheets, type SheetPart } from '../model/register-sheet.ts'
import { readableFields } from '../policy.ts'
import { countRegister } from './list-register.ts'
import {
  inRegister,
  type RegisterCondition,
  type RegisterPeriod,
  type RegisterRow,
  registerPeriod,
  selectRegister,
} from './register-rows.ts'

const readers = ['counter', 'specialist', 'clerk', 'leader', 'admin'] as const

/** Rows of one Excel file: two years of the largest commune. */
const mostRows = 50_000

/** The register as data of its form, part by part. */
export const printRegister = defineQuery({
  name: 'dossiers.printRegister',
  title: 'In sổ theo dõi hồ sơ',
  audience: readers,
  input: registerPeriod.extend({ part: z.coerce.number().int().min(1).max(1000).default(1) }),
  output: z.object({ fileName: z.string(), data: registerPaper }),
  async run(reader, actor, { part, ...period }) {
    const where = inRegister(actor, period)
    const start = (part - 1) * registerPartSize
    const [office, rows, count, scope] = await Promise.all([
      officeFacts(reader.db, actor.officeId),
      // With the last row of the part before, which tells whether its volume goes on here.
      selectRegister(reader.db, {
        where,
        limit: part > 1 ? registerPartSize + 1 : registerPartSize,
        offset: Math.max(0, start - 1),
      }),
      countRegister(reader, actor, period),
      scopeInWords(reader, actor, period),
    ])
    const parts = Math.max(1, Math.ceil(count / registerPartSize))
    if (part > parts) throw new AppError('not_found', { detail: 'Sổ của kỳ này không có phần đó.' })
    const sections = registerSections(period.from, period.to)
    const [before, own] = part > 1 ? [rows.slice(0, 1), rows.slice(1)] : [[], rows]
    return {
      fileName: `so-theo-doi-${period.from}-${period.to}${parts > 1 ? `-phan-${part}` : ''}.pdf`,
      data: {
        title: sections[0]?.form.title ?? '',
        period: `${formatDate(period.from)} - ${formatDate(period.to)}`,
        agency: office.name,
        unit: office.receptionName,
        sheetName: `Sổ theo dõi hồ sơ${parts > 1 ? `, phần ${part}/${parts}` : ''}`,
        parts: sections
          .filter((section) => parts === 1 || rowsOf(section, own).length > 0)
          .map((section) => ({
            ...coverOf(section, scope),
            cover: rowsOf(section, before).length === 0,
            rows: rowsOf(section, own).map((row) => registerCells(row, office.name)),
          })),
      },
    }
  },
})

function coverOf({ year, volume, from, to, form }: RegisterSection, scope: string | null) {
  return {
    year,
    volume,
    from: formatDate(from),
    to: formatDate(to),
    scope,
    form: form.number,
    basis: form.legalBasis,
  }
}

function rowsOf({ from, to }: RegisterSection, rows: readonly RegisterRow[]): RegisterRow[] {
  return rows.filter(({ receivedAt }) => {
    const day = localDate(receivedAt)
    return day >= from && day <= to
  })
}

/** The register as an Excel file: one sheet for every volume and edition. */
export const saveRegister = defineQuery({
  name: 'dossiers.saveRegister',
  title: 'Lưu sổ theo dõi hồ sơ ra tệp Excel',
  audience: readers,
  input: registerPeriod,
  output: z.object({
    fileName: z.string(),
    sheets: z.array(z.custom<ReturnType<typeof registerSheets>[number]>()),
  }),
  async run(reader, actor, period) {
    const where = inRegister(actor, period)
    const [office, rows, scope] = await Promise.all([
      officeFacts(reader.db, actor.officeId),
      selectWhole(reader, where),
      scopeInWords(reader, actor, period),
    ])
    if (rows.length > mostRows) {
      throw new AppError('invalid_input', {
        fields: { to: 'Kỳ này có quá nhiều hồ sơ cho một tệp. Hãy chọn kỳ ngắn hơn.' },
      })
    }
    const parts: SheetPart[] = registerSections(period.from, period.to).map((section) => ({
      section,
      entries: rowsOf(section, rows),
    }))
    return {
      fileName: `so-theo-doi-${period.from}-${period.to}.xlsx`,
      sheets: registerSheets(parts, { agency: office.name, unit: office.receptionName, scope }),
    }
  },
})

/** All rows, read a thousand at a time, so that other requests come in between. */
async function selectWhole({ db }: Reader, where: RegisterCondition): Promise<RegisterRow[]> {
  const rows: RegisterRow[] = []
  let page: RegisterRow[]
  do {
    const last = rows.at(-1)
    const after = last ? { key: last.sortKey, id: last.id } : null
    page = await selectRegister(db, { where, after, limit: registerPartSize })
    rows.push(...page)
  } while (page.length === registerPartSize && rows.length <= mostRows)
  return rows
}

/** Which dossiers only: the reader's fields, one field, one officer. Null for all of the office. */
async function scopeInWords({ db }: Reader, actor: Actor, period: RegisterPeriod): Promise<string | null> {
  const { field, officerId } = period
  const [fieldRow, officer] = await Promise.all([
    field
      ? db
          .selectFrom('fields')
          .select('name')
          .where('office_id', '=', actor.officeId)
          .where('code', '=', field)
          .executeTakeFirst()
      : undefined,
    officerId
      ? db
          .selectFrom('staff_members')
          .select('full_name as name')
          .where('office_id', '=', actor.officeId)
          .where('id', '=', officerId)
          .executeTakeFirst()
      : undefined,
  ])
  const words = [
    readableFields(actor) === null ? '' : `các lĩnh vực ${actor.name} được phân công`,
    field ? `lĩnh vực ${fieldRow?.name ?? 'không có'}` : '',
    officerId ? `người tiếp nhận ${officer?.name ?? 'không có'}` : '',
  ].filter(Boolean)
  return words.length > 0 ? words.join(', ') : null
}
