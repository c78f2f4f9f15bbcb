/** Fixed ids of the demonstration office, so that the examples in the API document work against it as they stand. */
const numbered = (kind: string, number: number) =>
  `01980000-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`

/** Shifts of the demonstration office: closed and to be taken over, and left open by somebody who went home. */
export const demoClosedShiftId = numbered('e1', 2)
export const demoForgottenShiftId = numbered('e1', 3)
/** A due of 8,000 đ of the demonstration office that nobody has paid. */
export const demoDueId = numbered('e2', 1)
/** Receipts of the demonstration office with their dues and payments: one as it should be, one that somebody asked to replace. */
export const demoReceiptId = numbered('e3', 1)
export const demoPaymentId = numbered('e4', 1)
export const demoPaid = [
  { dueId: numbered('e2', 2), receiptId: demoReceiptId, paymentId: demoPaymentId },
  { dueId: numbered('e2', 3), receiptId: numbered('e3', 2), paymentId: numbered('e4', 2) },
] as const
/** What was asked of the second one and waits for another person. */
export const demoChangeId = numbered('e5', 1)
/** Movements on the account of the demonstration office that wait for a person: one whose words name no due, one that is no fee. */
export const demoBankLineId = numbered('e6', 1)
export const demoStrayBankLineId = numbered('e6', 2)
