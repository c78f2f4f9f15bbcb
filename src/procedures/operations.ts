import type { AnyOperation } from '../platform/operations.ts'
import { changeProcedure } from './commands/change-procedure.ts'
import { closeProcedure } from './commands/close-procedure.ts'
import { confirmVersion } from './commands/confirm-version.ts'
import { createProcedure } from './commands/create-procedure.ts'
import { loadCatalogue } from './commands/load-catalogue.ts'
import { saveProcess } from './commands/save-process.ts'
import { withdrawVersion } from './commands/withdraw-version.ts'
import { getVersion } from './queries/get-version.ts'
import { listFields } from './queries/list-fields.ts'
import { listInactive } from './queries/list-inactive.ts'
import { listVersions } from './queries/list-versions.ts'
import { previewChange } from './queries/preview-change.ts'
import { printForm, printPublicForm, publicForm } from './queries/print-form.ts'
import { getProcedure, listProcedures } from './queries.ts'

/** Everything that can be done to the catalogue, for the registry. */
export const procedureOperations: readonly AnyOperation[] = [
  loadCatalogue,
  saveProcess,
  createProcedure,
  changeProcedure,
  previewChange,
  closeProcedure,
  withdrawVersion,
  confirmVersion,
  listProcedures,
  getProcedure,
  listFields,
  listVersions,
  publicForm,
  printPublicForm,
  printForm,
  getVersion,
  listInactive,
]
