import { foldVietnamese } from '../../platform/search-text.ts'
import type { Fee } from '../model.ts'
import { checkFormDefinition } from './check-form.ts'
import { checkProcess, type ProcessCheck } from './process-rules.ts'
import type { ContentPart, VersionContent } from './version-content.ts'

/**
 * Whether what the administrator wrote can be worked with. Only the parts that changed are looked at, so that nobody
 * has to mend an old slip elsewhere first; the process is always held against the time limit of the same version.
 */
export function checkContent(content: VersionContent, changed: readonly ContentPart[]): ProcessCheck {
  const process =
    changed.includes('steps') || changed.includes('timeLimit')
      ? checkProcess(content.steps, content.timeLimit)
      : { problems: {}, warnings: [] }
  return {
    warnings: process.warnings,
    problems: {
      ...(changed.includes('cases') ? caseProblems(content.cases) : {}),
      ...(changed.includes('fees') ? feeProblems(content.fees) : {}),
      ...(changed.includes('timeLimit') ? limitProblems(content.timeLimit) : {}),
      ...(changed.includes('form') && content.form ? formProblems(content.form) : {}),
      ...(changed.includes('steps') ? process.problems : limitAgainstSteps(process.problems)),
    },
  }
}

function formProblems(form: VersionContent['form']): Record<string, string> {
  return Object.fromEntries(
    checkFormDefinition(form).map(({ at, message }) => [['form', ...at].join('.'), message] as const),
  )
}

/** A shorter limit than the steps take: said at the limit, since the steps were not touched. */
function limitAgainstSteps(problems: Record<string, string>): Record<string, string> {
  const [sentence] = Object.values(problems)
  if (sentence === undefined) return {}
  return { 'timeLimit.amount': `${sentence} Hãy sửa cả quy trình nội bộ cho khớp.` }
}

function limitProblems({ amount, unit }: VersionContent['timeLimit']): Record<string, string> {
  if (unit === 'same_day' || amount !== 0) return {}
  return { 'timeLimit.amount': 'Thời hạn phải từ 1 trở lên; giải quyết ngay thì chọn “Trong ngày”.' }
}

function caseProblems(cases: VersionContent['cases']): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const index of repeated(cases, ({ code }) => code)) {
    problems[`cases.${index}.code`] = 'Mã trường hợp bị trùng. Mỗi trường hợp phải có mã riêng.'
  }
  for (const index of repeated(cases, ({ name }) => foldVietnamese(name))) {
    problems[`cases.${index}.name`] = 'Đã có trường hợp cùng tên. Hãy đặt tên khác.'
  }
  for (const [index, { components }] of cases.entries()) {
    for (const at of repeated(components, ({ kind, name }) => `${kind} ${name.toLowerCase()}`)) {
      problems[`cases.${index}.components.${at}.name`] =
        'Giấy tờ này đã có trong trường hợp. Hãy sửa số lượng ở dòng trước.'
    }
  }
  return problems
}

/** What the council or a ministry sets has a text that sets it (Luật Phí và lệ phí 2015, Điều 4). */
function feeProblems(fees: VersionContent['fees']): Record<string, string> {
  return Object.fromEntries(
    fees.flatMap((fee, index) =>
      Object.entries(problemsOfFee(fee)).map(([part, message]) => [`fees.${index}.${part}`, message]),
    ),
  )
}

function problemsOfFee({ amountVnd, basis, rule, channel, discount, exemptions = [] }: Fee) {
  const problems: Record<string, string> = {}
  if (amountVnd && basis.trim() === '') {
    problems.basis = 'Hãy ghi văn bản quy định mức thu, ví dụ nghị quyết của HĐND tỉnh.'
  }
  if (rule?.kind === 'page' && rule.to !== null && rule.to < rule.from) {
    problems['rule.to'] = 'Trang cuối không được trước trang đầu.'
  }
  if (channel && discount) {
    problems['discount.percent'] =
      'Mức thu này đã chỉ dành cho một cách nộp. Hãy ghi thẳng mức thu trực tuyến, hoặc bỏ giới hạn cách nộp.'
  }
  for (const at of repeated(exemptions, ({ name }) => foldVietnamese(name))) {
    problems[`exemptions.${at}.name`] = 'Đối tượng này đã có ở dòng trên.'
  }
  return problems
}

/** Places of the entries whose key came before. */
function repeated<T>(entries: readonly T[], keyOf: (entry: T) => string): number[] {
  const seen = new Set<string>()
  return entries.flatMap((entry, index) => {
    const key = keyOf(entry)
    if (seen.has(key)) return [index]
    seen.add(key)
    return []
  })
}
