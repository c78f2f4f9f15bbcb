import type { AnyOperation } from '../platform/operations.ts'
import { askPackage } from './commands/ask-package.ts'
import { beginBuild, failBuild, noteBuild } from './commands/build-steps.ts'
import { changeWorkFile, freezeWorkFile, reopenWorkFile } from './commands/change-work-file.ts'
import { closeWorkFile } from './commands/close-work-file.ts'
import { carryOutDestruction, decideDestruction, proposeDestruction } from './commands/destruction.ts'
import { attachToWorkFile, describeFiled, fileDocuments, unfileDocument } from './commands/file-documents.ts'
import {
  chooseFiling,
  decideOutcomeFiled,
  finishIncomingFiled,
  finishManyFiled,
  proposeOutcomeFiled,
} from './commands/filing.ts'
import { finishPackage } from './commands/finish-package.ts'
import { finishReading } from './commands/finish-reading.ts'
import { offerHandOver, receiveHandOver, returnHandOver, transferFiles } from './commands/hand-over.ts'
import { askToHold, decideHold } from './commands/hold-back.ts'
import { dropOldKeptPackages } from './commands/kept-packages.ts'
import { addEntry, addHeading, changeEntry, removeFromList } from './commands/list-lines.ts'
import { noteView } from './commands/note-view.ts'
import { openWorkFile } from './commands/open-work-file.ts'
import { saveWorkFileRules } from './commands/save-rules.ts'
import { takePackage, takeReading } from './commands/take-package.ts'
import { watchFiles } from './commands/watch-files.ts'
import { approveList, startList } from './commands/yearly-list.ts'
import { knownPackage } from './queries/archive/known-package.ts'
import { nextBuild } from './queries/archive/next-build.ts'
import { anyOldPackage } from './queries/archive/old-packages.ts'
import { packageSource } from './queries/archive/package-source.ts'
import { renditionsOf } from './queries/archive/renditions-of.ts'
import { getAttachedFile } from './queries/attached-file.ts'
import {
  getDestruction,
  listDestructions,
  printDestructionList,
  printDestructionMinutes,
} from './queries/destructions.ts'
import { documentsToFile } from './queries/documents-to-file.ts'
import { fileStatistics } from './queries/file-statistics.ts'
import { anyFileToTell } from './queries/files-to-tell.ts'
import { filingChoices, filingChoicesOfMany, openingChoices } from './queries/filing-choices.ts'
import { filingReport, listEnded } from './queries/filing-report.ts'
import { getWorkFile } from './queries/get-work-file.ts'
import { getHandOver, listHandOvers, printHandOverList, printHandOverMinutes } from './queries/hand-overs.ts'
import { listWorkFiles } from './queries/list-work-files.ts'
import { printContents } from './queries/print-contents.ts'
import { getWorkFileRules } from './queries/rules-on.ts'
import { getYearlyList, printYearlyList } from './queries/yearly-list.ts'

/** Operations on work files: the yearly list, files and what lies in them, hand-over, destruction, the report. */
export const workFileOperations = [
  startList,
  addHeading,
  addEntry,
  changeEntry,
  removeFromList,
  approveList,
  saveWorkFileRules,
  openWorkFile,
  changeWorkFile,
  fileDocuments,
  attachToWorkFile,
  unfileDocument,
  describeFiled,
  closeWorkFile,
  reopenWorkFile,
  freezeWorkFile,
  askToHold,
  decideHold,
  offerHandOver,
  receiveHandOver,
  returnHandOver,
  transferFiles,
  proposeDestruction,
  decideDestruction,
  carryOutDestruction,
  finishIncomingFiled,
  finishManyFiled,
  proposeOutcomeFiled,
  decideOutcomeFiled,
  chooseFiling,
  askPackage,
  beginBuild,
  noteBuild,
  failBuild,
  finishPackage,
  takePackage,
  finishReading,
  takeReading,
  noteView,
  dropOldKeptPackages,
  watchFiles,
  anyFileToTell,
  getYearlyList,
  printYearlyList,
  getWorkFileRules,
  listWorkFiles,
  getWorkFile,
  getAttachedFile,
  printContents,
  filingChoices,
  filingChoicesOfMany,
  openingChoices,
  documentsToFile,
  listHandOvers,
  getHandOver,
  printHandOverList,
  printHandOverMinutes,
  listDestructions,
  getDestruction,
  printDestructionList,
  printDestructionMinutes,
  filingReport,
  fileStatistics,
  listEnded,
  packageSource,
  nextBuild,
  renditionsOf,
  anyOldPackage,
  knownPackage,
] as unknown as readonly AnyOperation[]
