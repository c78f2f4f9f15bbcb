import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { searchFilter } from '../model/search-filter.ts'

/** Các câu tìm đã lưu of the reader, by name. */
export const listSavedSearches = defineQuery({
  name: 'search.listSaved',
  title: 'Xem các câu tìm đã lưu của mình',
  audience: 'staff',
  door: { method: 'GET', path: '/saved-searches' },
  input: z.strictObject({}),
  output: z.object({ rows: z.array(z.object({ id: z.uuid(), name: z.string(), query: searchFilter })) }),
  async run({ db }, actor) {
    const rows = await db
      .selectFrom('saved_searches')
      .select(['id', 'name', 'query'])
      .where('office_id', '=', actor.officeId)
      .where('staff_id', '=', actor.id)
      .orderBy('name')
      .execute()
    // One from before a filter was given up opens without it.
    const known = (query: string) => searchFilter.catch({}).parse(JSON.parse(query))
    return { rows: rows.map(({ query, ...row }) => ({ ...row, query: known(query) })) }
  },
})
