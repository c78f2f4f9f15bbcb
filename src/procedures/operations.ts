import type { AnyOperation } from '../platform/operations.ts'
import { loadCatalogue } from './commands/load-catalogue.ts'
import { saveProcess } from './commands/save-process.ts'
import { listFields } from './queries/list-fields.ts'
import { listVersions } from './queries/list-versions.ts'
import { printForm, printPublicForm, publicForm } from './queries/print-form.ts'
import { getProcedure, listProcedures } from './queries.ts'

/** Everything that can be done to the catalogue, for the registry. */
export const procedureOperations: readonly AnyOperation[] = [
  loadCatalogue,
  saveProcess,
  listProcedures,
  getProcedure,
  listFields,
  listVersions,
  publicForm,
  printPublicForm,
  printForm,
]
