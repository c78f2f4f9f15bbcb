import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergeByDue } from './merge-by-due.ts'

const day = fc.integer({ min: 1, max: 30 })
const dossier = day.map((each) => ({ dueAt: new Date(Date.UTC(2026, 2, each)) }))
const other = day.map((each) => ({ sortAt: Date.UTC(2026, 2, each) }))
const byTime = (one: { sortAt: number }, next: { sortAt: number }) => one.sortAt - next.sortAt

it('keeps both orders, loses nothing, and never puts other work before a dossier that is due earlier', () => {
  fc.assert(
    fc.property(fc.array(dossier), fc.array(other), (dossiers, unsorted) => {
      const others = unsorted.toSorted(byTime)
      const merged = mergeByDue(dossiers, others)
      expect(merged.filter((each) => 'dueAt' in each)).toEqual(dossiers)
      expect(merged.filter((each) => 'sortAt' in each)).toEqual(others)
      for (const [index, each] of merged.entries()) {
        if (!('sortAt' in each)) continue
        const below = merged
          .slice(index)
          .flatMap((later) => ('dueAt' in later ? [later.dueAt.getTime()] : []))
        expect(Math.min(...below)).toBeGreaterThanOrEqual(each.sortAt)
      }
    }),
  )
})

it('puts a decision first, then the dossier that is late, then what is due tomorrow', () => {
  const at = (each: number) => Date.UTC(2026, 2, each)
  const [decision, late] = [{ dueAt: new Date(at(9)) }, { dueAt: new Date(at(1)) }]
  const tomorrow = { sortAt: at(3) }
  expect(mergeByDue([decision, late], [tomorrow])).toEqual([decision, late, tomorrow])
})
