/** One movement on the account, as a bank's file tells it. Amounts are whole đồng. */
export interface StatementLine {
  /** Where it stands in the file: line of text, or row of the sheet, from 1. */
  row: number
  /** What the bank calls the movement; empty where it says nothing. */
  bankReference: string
  /** Day on which the bank booked it, `YYYY-MM-DD`. */
  bookedOn: string
  /** Above 0: money in; below 0: money out. */
  amountVnd: number
  description: string
  /** Name of who paid or was paid, where the file has one. */
  counterparty: string
  /** What lay on the account after it, where the file says so. */
  balanceVnd: number | null
}

export type StatementFormat = 'csv' | 'xlsx' | 'mt940' | 'camt053'

export const statementFormats: Readonly<Record<StatementFormat, string>> = {
  csv: 'CSV',
  xlsx: 'Excel',
  mt940: 'MT940',
  camt053: 'CAMT.053',
}

/** A bank statement (sao kê). What a file does not say is empty or null. */
export interface Statement {
  format: StatementFormat
  account: string
  from: string | null
  to: string | null
  openingVnd: number | null
  closingVnd: number | null
  lines: StatementLine[]
}

/** What is wrong in a file, and where; `row` null: in the whole of it. */
export interface StatementFault {
  row: number | null
  message: string
}

export type ReadStatement = { ok: true; statement: Statement } | { ok: false; faults: StatementFault[] }

/** More than this no commune receives in one transfer; a file that says so was read wrongly. */
export const mostVnd = 1_000_000_000_000
/** Lines of one file; a busy account of a whole year stays below. */
export const mostLines = 200_000
/** Faults that are told of one file: whoever has to mend it begins at the top. */
const mostFaults = 50

/** A file that cannot be taken, for one reason. */
export function refuse(message: string, row: number | null = null): ReadStatement {
  return { ok: false, faults: [{ row, message }] }
}

/** A file that cannot be taken, for these reasons. */
export function refuseAll(faults: readonly StatementFault[]): ReadStatement {
  return { ok: false, faults: faults.slice(0, mostFaults) }
}

/** Account numbers as they are compared: without spaces, dots and other signs. */
export function plainAccount(account: string): string {
  return account.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase()
}

/** A bank's words in one line: other white space becomes one space. */
export function oneLine(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}
