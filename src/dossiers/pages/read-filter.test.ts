import { expect, it } from 'vitest'
import { readFilter } from './read-filter.ts'

const read = (query: string) => readFilter(new URLSearchParams(query))

it('takes what the form sends and leaves empty boxes out', () => {
  expect(read('q=+nguyen+&status=open&urgency=&field=&cursor=x')).toEqual({
    filter: { q: 'nguyen', status: 'open' },
    wrong: {},
  })
})

it('names what it cannot understand and keeps the rest', () => {
  const { filter, wrong } = read('status=99&receivedFrom=31/12/2026&holderId=ai-do&returnedTo=2026-02-30&q=a')
  expect(filter).toEqual({ q: 'a' })
  expect(Object.keys(wrong).toSorted()).toEqual(['holderId', 'receivedFrom', 'returnedTo', 'status'])
  expect(wrong.receivedFrom).toMatch(/^Ngày không hợp lệ/)
})
