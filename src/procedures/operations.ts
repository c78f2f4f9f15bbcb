import type { AnyOperation } from '../platform/operations.ts'
import { loadCatalogue } from './commands.ts'
import { getProcedure, listProcedures } from './queries.ts'
import { saveProcess } from './save-process.ts'

/** Everything that can be done to the catalogue, for the registry. */
export const procedureOperations: readonly AnyOperation[] = [
  loadCatalogue,
  saveProcess,
  listProcedures,
  getProcedure,
]
