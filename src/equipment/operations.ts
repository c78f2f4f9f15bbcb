import type { AnyOperation } from '../platform/operations.ts'
import { draftProposal } from './commands/draft-proposal.ts'
import { addEquipment, changeEquipment } from './commands/keep-equipment.ts'
import { keepPages } from './commands/keep-pages.ts'
import { saveEquipmentSettings } from './commands/save-settings.ts'
import { setEquipmentState } from './commands/set-state.ts'
import { getEquipmentHistory } from './queries/equipment-history.ts'
import { listEquipment } from './queries/list-equipment.ts'
import { getScanLoad } from './queries/scan-load.ts'
import { uncountedFiles } from './queries/uncounted-files.ts'

/** Everything the slice offers, for the registry. Reads before what changes what they read. */
export const equipmentOperations: readonly AnyOperation[] = [
  listEquipment,
  getEquipmentHistory,
  addEquipment,
  changeEquipment,
  setEquipmentState,
  getScanLoad,
  saveEquipmentSettings,
  uncountedFiles,
  keepPages,
  draftProposal,
]
