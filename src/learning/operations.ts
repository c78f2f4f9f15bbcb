import type { AnyOperation } from '../platform/operations.ts'
import { noteRenewal, noteSwitch } from './commands/note-switch.ts'
import { openPractice } from './commands/open-practice.ts'
import { startTask } from './commands/start-task.ts'
import { practiceIsOpen } from './queries/office-is-open.ts'
import { ownTasks, practiceProgress, practiceRecord } from './queries/practice-progress.ts'
import { useOfSoftware } from './queries/use-of-software.ts'

/** Everything of practising and its report, for the registry. */
export const learningOperations: readonly AnyOperation[] = [
  openPractice,
  noteSwitch,
  noteRenewal,
  startTask,
  practiceIsOpen,
  practiceProgress,
  ownTasks,
  practiceRecord,
  useOfSoftware,
]
