import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { describeChanges } from '../model/describe-changes.ts'
import type { FormDefinition } from '../model/form.ts'
import { parseFormText } from '../model/form-text.ts'
import { type changeInput, type PreparedChange, prepareChange } from '../model/prepare-change.ts'
import { holdsEver, holdsOn, type VersionRow, versionRows } from './version-rows.ts'

interface Settled {
  base: VersionRow
  validFrom: string
  prepared: PreparedChange
}

/**
 * Finds the version that a change is written on and sets the change against it. Fails with not_found, with wrong_state
 * where the procedure does not hold on that day or nothing would change, with stale where another version came
 * meanwhile (saying what changed in it), and with invalid_input where a rule is broken.
 */
export async function settleChange(
  db: Kysely<DB>,
  officeId: string,
  wanted: z.output<typeof changeInput> & { today: string },
): Promise<Settled> {
  const { today, validFrom = today } = wanted
  const versions = await versionRows(db, officeId, wanted.procedureId)
  if (versions.length === 0) throw new AppError('not_found')
  requireDay(validFrom, today)
  const base = requireBase(versions, { basedOn: wanted.basedOn, validFrom })
  const change =
    wanted.formText === undefined ? wanted.change : { ...wanted.change, form: requireForm(wanted.formText) }
  const prepared = prepareChange(base.content, change)
  if (Object.keys(prepared.problems).length > 0) {
    throw new AppError('invalid_input', { fields: prepared.problems })
  }
  if (prepared.parts.length === 0) {
    throw new AppError('wrong_state', {
      detail: `Chưa có nội dung nào khác so với phiên bản ${base.version}. Hãy sửa nội dung cần đổi rồi lưu.`,
    })
  }
  const planned = versions.filter((each) => each.validFrom > validFrom && holdsEver(each))
  return {
    base,
    validFrom,
    prepared: { ...prepared, warnings: [...prepared.warnings, ...planned.map(plannedWarning)] },
  }
}

/** What was received on a day keeps what held on it: a change of the past would change nothing but the record. */
export function requireDay(validFrom: string, today: string): void {
  if (validFrom >= today && validFrom < '2200-01-01') return
  throw new AppError('invalid_input', {
    fields: { validFrom: `Hãy chọn ngày áp dụng từ hôm nay (${formatDate(today)}) trở đi.` },
  })
}

function requireBase(
  versions: readonly VersionRow[],
  { basedOn, validFrom }: { basedOn: number; validFrom: string },
): VersionRow {
  const base = versions.find((each) => holdsOn(each, validFrom))
  if (!base) {
    throw new AppError('wrong_state', {
      detail: 'Thủ tục này không có hiệu lực vào ngày áp dụng đã chọn. Hãy chọn ngày khác.',
    })
  }
  if (base.version === basedOn) return base
  throw staleBy(
    base,
    versions.find(({ version }) => version === basedOn),
  )
}

function staleBy(base: VersionRow, seen: VersionRow | undefined): AppError {
  const names = seen ? describeChanges(seen.content, base.content).map(({ name }) => name.toLowerCase()) : []
  const told = names.length > 0 ? ` Phiên bản này khác ở: ${names.join('; ')}.` : ''
  const who = base.createdBy ? `, do ${base.createdBy} lưu` : ''
  return new AppError('stale', {
    detail: `Vào ngày áp dụng, thủ tục theo phiên bản ${base.version} (từ ${formatDate(base.validFrom)}${who}).${told} Nội dung bạn đã nhập vẫn còn; hãy xem phiên bản đó rồi lưu lại.`,
  })
}

/** The form of a text. Fails with invalid_input that names the lines. */
export function requireForm(text: string): FormDefinition {
  const read = parseFormText(text)
  if ('form' in read) return read.form
  const told = read.problems.slice(0, 10).map(({ line, message }) => `Dòng ${line}: ${message}`)
  throw new AppError('invalid_input', { fields: { formText: told.join(' ') } })
}

function plannedWarning({ version, validFrom }: VersionRow): string {
  return `Phiên bản ${version} đã dự kiến áp dụng từ ${formatDate(validFrom)} không có thay đổi này. Hãy sửa cả phiên bản đó nếu cần.`
}
