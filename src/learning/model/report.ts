import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import type { Sheet } from '../../platform/spreadsheet.ts'
import { roleName } from '../../staff/model.ts'
import { taskOf, tasksFor } from './tasks.ts'

interface Use {
  staffId: string
  fullName: string
  postTitle: string
  roles: readonly string[]
  allFields: boolean
  deeds: number
  lastUsed: Date | null
  fields: readonly { fieldName: string; received: number; deeds: number }[]
}

interface Practised {
  staffId: string
  task: string
  doneAt: Date | null
}

/** A line of the report: one member, their use of the software and what they have practised. */
export interface ReportLine {
  staffId: string
  fullName: string
  postTitle: string
  roles: string
  deeds: number
  lastUsed: string
  /** Fields of their duty in which they did nothing during the time. */
  unusedFields: string[]
  /** Nothing at all, or nothing in some field of their duty. */
  verdict: 'none' | 'some' | 'used'
  tasksDone: number
  tasksTotal: number
  /** One line for each task done: its certificate. */
  certificates: string[]
}

export const verdicts = {
  none: 'Chưa dùng phần mềm',
  some: 'Còn lĩnh vực chưa dùng',
  used: 'Đã dùng',
} as const

/** Whether to a member who holds fields the software is still foreign there; whoever holds all misses no single one. */
function verdictOf(use: Use): ReportLine['verdict'] {
  if (use.deeds === 0) return 'none'
  return !use.allFields && use.fields.some(({ deeds }) => deeds === 0) ? 'some' : 'used'
}

/**
 * The report: who has not used the software in a field of their duty (“cán bộ chưa biết sử dụng phần mềm”), and who has
 * practised what. Those to be helped first stand first. `twinOf` names the member's place in the practice office.
 */
export function composeReport(
  members: readonly Use[],
  records: readonly Practised[],
  twinOf: (staffId: string) => string,
): ReportLine[] {
  const rank = { none: 0, some: 1, used: 2 }
  return members
    .map((use) =>
      lineOf(
        use,
        records.filter(({ staffId }) => staffId === twinOf(use.staffId)),
      ),
    )
    .toSorted((a, b) => rank[a.verdict] - rank[b.verdict] || a.fullName.localeCompare(b.fullName, 'vi'))
}

function lineOf(use: Use, records: readonly Practised[]): ReportLine {
  const own = tasksFor(use.roles)
  const done = records.filter(({ doneAt, task }) => doneAt !== null && own.some(({ key }) => key === task))
  return {
    ...{ staffId: use.staffId, fullName: use.fullName, postTitle: use.postTitle, deeds: use.deeds },
    roles: use.roles.map(roleName).join(', '),
    lastUsed: use.lastUsed ? formatDate(localDate(use.lastUsed)) : '',
    unusedFields: use.allFields ? [] : unusedFields(use),
    verdict: verdictOf(use),
    tasksDone: done.length,
    tasksTotal: own.length,
    certificates: done.map(certificate),
  }
}

/** Those first in which dossiers came in, and so were handled by others or by hand. */
function unusedFields({ fields }: Use): string[] {
  return fields
    .filter(({ deeds }) => deeds === 0)
    .toSorted((a, b) => b.received - a.received)
    .map(({ fieldName, received }) => (received > 0 ? `${fieldName} (có ${received} hồ sơ)` : fieldName))
}

/** “Tiếp nhận một hồ sơ: hoàn thành ngày 24/03/2026”. */
export function certificate({ task, doneAt }: Practised): string {
  const day = doneAt ? formatDate(localDate(doneAt)) : ''
  return `${taskOf(task)?.title ?? ''}: hoàn thành ngày ${day}`
}

const wrapped = { wrap: true, alignVertical: 'top' } as const
const sheetColumns: readonly (readonly [
  head: string,
  width: number,
  of: (line: ReportLine) => string | number,
])[] = [
  ['Họ và tên', 26, (line) => line.fullName],
  ['Chức danh', 28, (line) => line.postTitle],
  ['Phân công', 26, (line) => line.roles],
  ['Tình trạng', 22, (line) => verdicts[line.verdict]],
  ['Số việc đã làm', 12, (line) => line.deeds],
  ['Lần dùng gần nhất', 14, (line) => line.lastUsed],
  ['Lĩnh vực chưa dùng', 36, (line) => line.unusedFields.join('; ')],
  ['Bài thực hành đã xong', 14, (line) => `${line.tasksDone}/${line.tasksTotal}`],
  ['Chứng nhận thực hành', 50, (line) => line.certificates.join('\n')],
]

/** The report as a spreadsheet. */
export function reportSheet(lines: readonly ReportLine[], about: { days: number; today: string }): Sheet {
  return {
    name: 'Sử dụng phần mềm',
    columns: sheetColumns.map(([, width]) => ({ width, style: wrapped })),
    head: [
      [{ value: 'Tình hình sử dụng và thực hành phần mềm', fontWeight: 'bold', fontSize: 14 }],
      [{ value: `${about.days} ngày đến ngày ${formatDate(about.today)}` }],
      sheetColumns.map(([value]) => ({ value, fontWeight: 'bold', wrap: true, borderStyle: 'thin' })),
    ],
    body: lines.map((line) => sheetColumns.map(([, , of]) => of(line))),
  }
}
