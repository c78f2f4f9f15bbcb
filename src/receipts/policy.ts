/** Who takes money at the desk: whoever receives dossiers there, and the accountant. */
export const cashiers = ['counter', 'accountant'] as const
/** Kế toán: keeps the books and takes over the money of the drawers. */
export const accountants = ['accountant'] as const
/** Who decides on giving money back and replacing receipts; never who asked. */
export const deciders = ['accountant', 'leader'] as const
/** Who sees the books. */
export const bookReaders = ['accountant', 'leader'] as const
