import type { Selectable } from 'kysely'
import type { Equipment } from '../../platform/database-types.ts'
import type { EquipmentDetails, EquipmentState } from '../model/equipment.ts'

/** What a row says, by our names; amounts are đồng. */
export function detailsOf(row: Selectable<Equipment>): EquipmentDetails {
  return {
    kind: row.kind as EquipmentDetails['kind'],
    name: row.name,
    assetNumber: row.asset_number,
    serialNumber: row.serial_number,
    deskId: row.desk_id,
    unitId: row.unit_id,
    sheetsPerMinute: row.sheets_per_minute,
    feeder: row.feeder,
    twoSided: row.two_sided,
    boughtOn: row.bought_on,
    priceVnd: row.price_vnd === null ? null : Number(row.price_vnd),
    note: row.note,
  }
}

export const stateOf = (row: { state: string }) => row.state as EquipmentState
