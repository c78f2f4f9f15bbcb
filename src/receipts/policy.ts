/** Who takes money at the desk: whoever receives dossiers there, and the accountant. */
export const cashiers = ['counter', 'accountant'] as const
/** Kế toán: keeps the books and takes over the money of the drawers. */
export const accountants = ['accountant'] as const
/** Who decides on giving money back and replacing receipts; never who asked. */
export const deciders = ['accountant', 'leader'] as const
/** Who sees the books. */
export const bookReaders = ['accountant', 'leader'] as const
/** Văn thư, who keeps the seal and so the certificate of the office (NĐ 30/2020/NĐ-CP, Điều 32, 33). */
export const sealKeepers = ['clerk'] as const
