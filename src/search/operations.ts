import type { AnyOperation } from '../platform/operations.ts'
import { deleteSearch, saveSearch } from './commands/saved-searches.ts'
import { exportFound } from './queries/export-found.ts'
import { listSavedSearches } from './queries/saved-searches.ts'
import { searchChoices } from './queries/search-choices.ts'
import { searchEverything } from './queries/search-everything.ts'

/** Operations of the one search box. */
export const searchOperations = [
  searchEverything,
  exportFound,
  searchChoices,
  listSavedSearches,
  saveSearch,
  deleteSearch,
] as unknown as readonly AnyOperation[]
