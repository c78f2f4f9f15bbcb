import type { AnyOperation } from '../platform/operations.ts'
import { createOffice } from './commands/create-office.ts'
import { assignDuty, endDuty } from './commands/duties.ts'
import { addStaffMember, resetPassword, setStaffActive } from './commands/members.ts'
import { noteAccountChange } from './commands/note-account-change.ts'
import { removeOneTimeCode } from './commands/remove-one-time-code.ts'
import { setCodeTemplate } from './commands/set-code-template.ts'
import { updateOffice } from './commands/update-office.ts'
import { listCover } from './queries/list-cover.ts'
import { getOffice } from './queries/office.ts'
import { listStaff, listUnits } from './queries.ts'

/** Everything that can be done to offices, people and duties, for the registry. */
export const staffOperations: readonly AnyOperation[] = [
  createOffice,
  updateOffice,
  setCodeTemplate,
  addStaffMember,
  setStaffActive,
  resetPassword,
  removeOneTimeCode,
  noteAccountChange,
  assignDuty,
  endDuty,
  getOffice,
  listUnits,
  listStaff,
  listCover,
]

/** What changes who may do what: a sign-in that is remembered for a moment must be looked up again after it. */
export const rightsChanges: ReadonlySet<string> = new Set(
  [setStaffActive, resetPassword, removeOneTimeCode, assignDuty, endDuty].map((command) => command.name),
)
