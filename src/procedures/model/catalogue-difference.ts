import type { CataloguePart } from './catalogue-column.ts'
import { feeDetails } from './fee-words.ts'
import {
  differencesInWords,
  lineDifference,
  type PostedDifference,
  type PostedVersion,
} from './posted-parts.ts'
import type { CatalogueRecord } from './record-schema.ts'

/** One part of a procedure that a file says differently: the lines that go and those that come. */
export type CatalogueDifference = PostedDifference

const confidenceWords = {
  verified: 'Đã đối chiếu',
  known: 'Theo quy định chung',
  check: 'Chưa xác nhận',
} as const

/**
 * What storing `incoming` would change of `stored`, in words. A form that the file does not bring and posted parts and
 * agencies that it leaves out stay as the office has them, as `storeVersions` keeps them.
 */
export function compareRecords(stored: CatalogueRecord, incoming: CatalogueRecord): CatalogueDifference[] {
  const [before, after] = [normal(stored), normal(mergedWith(stored, incoming))]
  if (canonical(before) === canonical(after)) return []
  const plain = [
    lineDifference('Mã thủ tục', [before.code ?? 'chưa có'], [after.code ?? 'chưa có']),
    lineDifference('Lĩnh vực', [before.field], [after.field]),
    lineDifference('Độ tin cậy', [confidenceWords[before.confidence]], [confidenceWords[after.confidence]]),
    lineDifference('Cách tính phí, lệ phí', countingLines(before.fees), countingLines(after.fees)),
    lineDifference('Ghi chú', linesOf(before.notes), linesOf(after.notes)),
  ].filter((each) => each !== null)
  const words = [...differencesInWords(posted(before), posted(after)), ...plain]
  // Such as the code of a paper, or that it has to be scanned: nobody reads them on the board, but they change.
  return words.length > 0
    ? words
    : [{ title: 'Chi tiết khác (mã giấy tờ, từ khóa, phần đã đối chiếu…)', removed: [], added: [] }]
}

/** A record of a file with the parts that the file has no columns for, as the office has them. */
export function withKept(
  record: CatalogueRecord,
  stored: CatalogueRecord | undefined,
  kept: readonly CataloguePart[],
): CatalogueRecord {
  if (!stored) return record
  return { ...record, ...Object.fromEntries(kept.map((part) => [part, stored[part]])) }
}

function mergedWith(stored: CatalogueRecord, incoming: CatalogueRecord): CatalogueRecord {
  return {
    ...incoming,
    form: incoming.form ?? stored.form,
    agencies: { ...stored.agencies, ...incoming.agencies },
    posting: { ...stored.posting, ...incoming.posting },
  }
}

/** No time at all in another unit is stored as "same day"; a decision that is given with the import is no change by itself. */
function normal(record: CatalogueRecord): CatalogueRecord {
  const { key, code, name, field, fieldCode, cases, form, agencies, posting, fees, result, legalBasis } =
    record
  const { decision, confidence, notes, verifiedFields } = record
  const unit = record.timeLimit.amount === 0 ? ('same_day' as const) : record.timeLimit.unit
  const timeLimit = { amount: record.timeLimit.amount, unit }
  const facts = { key, code, name, field, fieldCode, timeLimit, cases, form, agencies, posting, fees, result }
  return { ...facts, legalBasis, decision, confidence, notes, verifiedFields }
}

function posted(record: CatalogueRecord): PostedVersion {
  const { form } = record
  return {
    ...record,
    version: 0,
    validFrom: '',
    validTo: null,
    form: form && { number: form.number, title: form.title },
  }
}

/** How fees are counted and booked; visitors are not told it. */
function countingLines(fees: CatalogueRecord['fees']): string[] {
  return fees.map(({ exemptions: _, ...fee }) => [fee.name, ...feeDetails(fee)].join(' · '))
}

function linesOf(text: string | null): string[] {
  return text === null ? [] : [text]
}

/** JSON with its names in order, so that what the database and a file say compares. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : each,
  )
}
