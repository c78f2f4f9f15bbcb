/** Who keeps the register of equipment: the administrator of the office. */
export const equipmentKeepers = ['admin'] as const
/** Who sees it: whoever keeps it, pays for it and decides on it. */
export const equipmentReaders = ['admin', 'accountant', 'leader'] as const
/** Who asks for money: the accountant, as the chairperson's directive says (tham mưu bố trí kinh phí). */
export const proposers = ['accountant'] as const
