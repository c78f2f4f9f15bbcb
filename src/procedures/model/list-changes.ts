/** One difference in words. No `before`: added; no `after`: taken out. */
export interface ChangeLine {
  /** What differs: `Giấy tờ “Tờ khai”`. */
  what: string
  before: string | null
  after: string | null
}

interface Wording<T> {
  /** Finds the same entry on the other side. */
  key(entry: T): string
  /** What the entry is called in a line. */
  called(entry: T): string
  /** What another order is called. */
  order?: string
  /** All that can differ, in words. */
  words(entry: T): string
}

/** What was added, taken out, changed and put into another order. Entries without a partner are paired by place. */
export function listChanges<T>(before: readonly T[], after: readonly T[], wording: Wording<T>): ChangeLine[] {
  const pairs = pairUp(before, after, wording.key)
  const lines = pairs.flatMap(([was, is]) => pairLine(was, is, wording))
  const kept = pairs.flatMap(([was, is]) => (was && is ? [{ was, is }] : []))
  const inOldOrder = kept.toSorted((a, b) => before.indexOf(a.was) - before.indexOf(b.was))
  const inNewOrder = kept.toSorted((a, b) => after.indexOf(a.is) - after.indexOf(b.is))
  if (inOldOrder.every((each, index) => each === inNewOrder[index])) return lines
  // Lines that are all called the same are told by what they say.
  const differ = new Set(after.map(wording.called)).size === after.length
  const told = (entries: typeof kept) =>
    entries.map(({ is }) => (differ ? wording.called(is) : wording.words(is))).join(' → ')
  return [...lines, { what: wording.order ?? 'Thứ tự', before: told(inOldOrder), after: told(inNewOrder) }]
}

function pairLine<T>(was: T | undefined, is: T | undefined, { called, words }: Wording<T>): ChangeLine[] {
  const named = is ?? was
  if (named === undefined) return []
  const line = {
    what: called(named),
    before: was === undefined ? null : words(was),
    after: is === undefined ? null : words(is),
  }
  return line.before === line.after ? [] : [line]
}

function pairUp<T>(before: readonly T[], after: readonly T[], key: (entry: T) => string) {
  const left = new Map(before.map((entry) => [key(entry), entry]))
  const partners = new Map<T, T>()
  for (const entry of after) {
    const was = left.get(key(entry))
    if (was === undefined) continue
    partners.set(entry, was)
    left.delete(key(entry))
  }
  const alone = new Set(left.values())
  for (const [index, entry] of after.entries()) {
    const was = before[index]
    if (partners.has(entry) || was === undefined || !alone.has(was)) continue
    partners.set(entry, was)
    alone.delete(was)
  }
  const gone = [...alone].map((was): [T | undefined, T | undefined] => [was, undefined])
  return [...after.map((is): [T | undefined, T | undefined] => [partners.get(is), is]), ...gone]
}

/** One line where two texts differ; an empty one is told as nothing there. */
export function textChange(what: string, before: string, after: string): ChangeLine[] {
  return before === after ? [] : [{ what, before: before || null, after: after || null }]
}
