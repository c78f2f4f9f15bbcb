import type { AnyOperation } from '../platform/operations.ts'
import { changeProcedure } from './commands/change-procedure.ts'
import { closeProcedure } from './commands/close-procedure.ts'
import { confirmVersion } from './commands/confirm-version.ts'
import { createProcedure } from './commands/create-procedure.ts'
import { flagProcedures } from './commands/flag-procedures.ts'
import { importCatalogue } from './commands/import-catalogue.ts'
import { loadCatalogue } from './commands/load-catalogue.ts'
import { postSheets, takeDownSheets } from './commands/post-sheets.ts'
import { recordChecks } from './commands/record-checks.ts'
import { saveLegalText } from './commands/save-legal-text.ts'
import { savePostingSettings } from './commands/save-posting-settings.ts'
import { saveProcess } from './commands/save-process.ts'
import { setRate } from './commands/set-rate.ts'
import { withdrawVersion } from './commands/withdraw-version.ts'
import { flagsAreCurrent } from './queries/due-flags.ts'
import { getPosted } from './queries/get-posted.ts'
import { getVersion } from './queries/get-version.ts'
import { listFields } from './queries/list-fields.ts'
import { listFreshness } from './queries/list-freshness.ts'
import { listInactive } from './queries/list-inactive.ts'
import { listLegalTexts } from './queries/list-legal-texts.ts'
import { listPostedFields } from './queries/list-posted-fields.ts'
import { listRates } from './queries/list-rates.ts'
import { listSheets } from './queries/list-sheets.ts'
import { listVersions } from './queries/list-versions.ts'
import { postedCatalogue } from './queries/posted-catalogue.ts'
import { listPostingOffices } from './queries/posting-office.ts'
import { getPostingSettings } from './queries/posting-settings.ts'
import { postingSummary } from './queries/posting-summary.ts'
import { previewChange } from './queries/preview-change.ts'
import { printForm, printPublicForm, publicForm } from './queries/print-form.ts'
import { searchPosted } from './queries/search-posted.ts'
import { compareCatalogue, exportCatalogue } from './queries/stored-catalogue.ts'
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
  setRate,
  confirmVersion,
  listProcedures,
  getProcedure,
  listFields,
  listVersions,
  listRates,
  publicForm,
  printPublicForm,
  printForm,
  getVersion,
  listInactive,
  listPostingOffices,
  searchPosted,
  getPosted,
  listPostedFields,
  postedCatalogue,
  flagProcedures,
  flagsAreCurrent,
  recordChecks,
  listFreshness,
  saveLegalText,
  listLegalTexts,
  savePostingSettings,
  getPostingSettings,
  postSheets,
  takeDownSheets,
  listSheets,
  postingSummary,
  compareCatalogue,
  exportCatalogue,
  importCatalogue,
]
