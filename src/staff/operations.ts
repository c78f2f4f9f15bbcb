import type { AnyOperation } from '../platform/operations.ts'
import { endAbsence, planAbsence } from './commands/absences.ts'
import { changeDuty } from './commands/change-duty.ts'
import { changePost } from './commands/change-post.ts'
import { createOffice } from './commands/create-office.ts'
import { addDesk, changeDesk, moveDesk, setDeskActive } from './commands/desks.ts'
import { assignDuty, endDuty } from './commands/duties.ts'
import { addStaffMember, resetPassword, setStaffActive } from './commands/members.ts'
import { noteAccountChange } from './commands/note-account-change.ts'
import { removeOneTimeCode } from './commands/remove-one-time-code.ts'
import { seatTwin } from './commands/seat-twin.ts'
import { setCodeTemplate } from './commands/set-code-template.ts'
import { setFieldReception } from './commands/set-field-reception.ts'
import { addUnit, moveUnit, renameUnit, setUnitStanding } from './commands/units.ts'
import { updateOffice } from './commands/update-office.ts'
import { printRegulation, printRosterDecision } from './queries/desk-papers.ts'
import { listReceptions } from './queries/field-reception.ts'
import { getSetup } from './queries/get-setup.ts'
import { listAbsences } from './queries/list-absences.ts'
import { listAllUnits } from './queries/list-all-units.ts'
import { listCover } from './queries/list-cover.ts'
import { listDesks } from './queries/list-desks.ts'
import { listGaps } from './queries/list-gaps.ts'
import { getOffice } from './queries/office.ts'
import { listStaff, listUnits } from './queries.ts'

/** Everything that can be done to offices, people and duties, for the registry. */
export const staffOperations: readonly AnyOperation[] = [
  createOffice,
  updateOffice,
  setCodeTemplate,
  addStaffMember,
  seatTwin,
  setStaffActive,
  resetPassword,
  removeOneTimeCode,
  noteAccountChange,
  assignDuty,
  changeDuty,
  endDuty,
  planAbsence,
  endAbsence,
  addDesk,
  changeDesk,
  setDeskActive,
  moveDesk,
  setFieldReception,
  addUnit,
  renameUnit,
  moveUnit,
  setUnitStanding,
  changePost,
  getOffice,
  listUnits,
  listStaff,
  listCover,
  listGaps,
  listAbsences,
  listDesks,
  listReceptions,
  listAllUnits,
  getSetup,
  printRegulation,
  printRosterDecision,
]

/** What changes who may do what: a sign-in that is remembered for a moment must be looked up again after it. */
export const rightsChanges: ReadonlySet<string> = new Set(
  [
    setStaffActive,
    resetPassword,
    removeOneTimeCode,
    assignDuty,
    changeDuty,
    endDuty,
    planAbsence,
    endAbsence,
    seatTwin,
  ].map((command) => command.name),
)
