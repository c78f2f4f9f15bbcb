import { type SearchFilter, searchFilter } from './search-filter.ts'

const names = Object.keys(searchFilter.shape) as (keyof SearchFilter)[]

/**
 * What an address asks for. `given` is all of it, to be judged; `filter` leaves out what no choice or box can show, so that
 * the form stays whole whatever the address holds.
 */
export function readSearchFilter(parameters: URLSearchParams): {
  filter: SearchFilter
  given: Record<string, string>
} {
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = parameters.get(name)?.trim()
      return value ? [[name, value]] : []
    }),
  )
  const known = Object.entries(given).filter(
    ([name, value]) =>
      name === 'q' || searchFilter.shape[name as keyof SearchFilter].safeParse(value).success,
  )
  return { filter: Object.fromEntries(known) as SearchFilter, given }
}

/** The part of an address that asks for the filter, without its question mark. */
export function searchParameters(filter: SearchFilter): string {
  return new URLSearchParams(
    names.flatMap((name) => {
      const value = filter[name]
      return value === undefined ? [] : [[name, value]]
    }),
  ).toString()
}
