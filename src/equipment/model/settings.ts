import { z } from 'zod'

/** By what the load of scanners is judged. */
export const equipmentSettingsSchema = z.strictObject({
  revision: z.int().min(0),
  /** Share of the working time in which a scanner can be used: the rest goes to sorting paper and talking to people. */
  usablePercent: z.int('Hãy nhập số.').min(1, 'Từ 1 đến 100.').max(100, 'Từ 1 đến 100.'),
  /** The most pages a day that a scanner without feeder is thought fit for. */
  pagesByHand: z.int('Hãy nhập số.').min(1, 'Từ 1 đến 5.000.').max(5000, 'Từ 1 đến 5.000.'),
})
export type EquipmentSettings = z.output<typeof equipmentSettingsSchema>

/** While an office has not set its own: our assumption, shown as such, no rule of law. */
export const usualEquipmentSettings: EquipmentSettings = { revision: 0, usablePercent: 30, pagesByHand: 50 }
