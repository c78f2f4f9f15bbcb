/** Fixed ids of the demonstration office, so that the examples in the API document work against it as they stand. */
export const demoEquipmentId = (number: number) =>
  `01980000-0000-7000-8000-e8${String(number).padStart(10, '0')}`

/** The old scanner of desk 1, which takes sheet by sheet. */
export const demoScannerId = demoEquipmentId(1)
