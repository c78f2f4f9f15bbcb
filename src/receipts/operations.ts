import type { AnyOperation } from '../platform/operations.ts'
import { askNotice, askRefund, askReplacement } from './commands/ask-change.ts'
import { collectCash } from './commands/collect-cash.ts'
import { decideChange } from './commands/decide-change.ts'
import { assignLine, setLineAside } from './commands/decide-line.ts'
import { importStatement } from './commands/import-statement.ts'
import { noteMovement } from './commands/note-movement.ts'
import { depositCash, payBudget } from './commands/remit.ts'
import { saveBankConnection } from './commands/save-bank-connection.ts'
import { saveReceiptSettings } from './commands/save-settings.ts'
import { setBudgetRate } from './commands/set-budget-rate.ts'
import { settleLine } from './commands/settle-line.ts'
import { closeShift, openShift, receiveShift } from './commands/shifts.ts'
import { keepPreparedReceipts, keepSignedReceipt } from './commands/sign-receipts.ts'
import { getBankConnection } from './queries/bank-connection.ts'
import { getBankLine, listBankLines } from './queries/bank-lines.ts'
import { listStatements, statementFile } from './queries/bank-statements.ts'
import { bankChannel, linesToJudge, noticeKnown } from './queries/bank-work.ts'
import { getControl } from './queries/control.ts'
import { getDayBook } from './queries/day-book.ts'
import { getDue, listDues } from './queries/dues.ts'
import { getMonth } from './queries/month.ts'
import { printBudgetStatement, printReceiptBook } from './queries/print-books.ts'
import { lookUpReceipt, receiptToPrint } from './queries/receipt-paper.ts'
import { getReceipt, listReceipts } from './queries/receipts.ts'
import { preparedReceipt, receiptsToSign, receiptToSign } from './queries/receipts-to-sign.ts'
import { getReceiptSettings } from './queries/settings.ts'
import { listShifts, ownShift } from './queries/shifts.ts'

/** Everything the slice offers, for the registry. Reads before what changes what they read. */
export const receiptOperations: readonly AnyOperation[] = [
  getReceiptSettings,
  saveReceiptSettings,
  setBudgetRate,
  listDues,
  getDue,
  ownShift,
  listShifts,
  listReceipts,
  getReceipt,
  getDayBook,
  getMonth,
  getControl,
  openShift,
  collectCash,
  closeShift,
  receiveShift,
  askReplacement,
  askRefund,
  askNotice,
  decideChange,
  depositCash,
  payBudget,
  printReceiptBook,
  printBudgetStatement,
  receiptToPrint,
  lookUpReceipt,
  receiptsToSign,
  receiptToSign,
  preparedReceipt,
  keepPreparedReceipts,
  keepSignedReceipt,
  listBankLines,
  getBankLine,
  listStatements,
  statementFile,
  getBankConnection,
  bankChannel,
  linesToJudge,
  noticeKnown,
  saveBankConnection,
  importStatement,
  noteMovement,
  settleLine,
  setLineAside,
  assignLine,
]
