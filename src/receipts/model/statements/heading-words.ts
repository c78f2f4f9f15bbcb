/** What a column of a statement holds. */
export type Column =
  | 'bookedOn'
  | 'valueOn'
  | 'debit'
  | 'credit'
  | 'amount'
  | 'direction'
  | 'balance'
  | 'reference'
  | 'description'
  | 'counterparty'
  | 'currency'

export const columnNames: Readonly<Record<Column, string>> = {
  bookedOn: 'ngày giao dịch',
  valueOn: 'ngày hiệu lực',
  debit: 'ghi nợ',
  credit: 'ghi có',
  amount: 'số tiền',
  direction: 'nợ/có',
  balance: 'số dư',
  reference: 'số giao dịch',
  description: 'nội dung',
  counterparty: 'tên người chuyển',
  currency: 'loại tiền',
}

/**
 * Headings of the columns as banks in Viet Nam and the treasury print them, without diacritics, small, signs as spaces. A heading in two
 * languages is compared by its parts. A bank that prints others: one word more here.
 */
export const headingWords: Readonly<Record<Column, readonly string[]>> = {
  bookedOn: [
    'ngay giao dich',
    'ngay gd',
    'ngay phat sinh',
    'ngay hach toan',
    'ngay ht',
    'ngay ghi so',
    'ngay gio giao dich',
    'thoi gian giao dich',
    'ngay',
    'transaction date',
    'trans date',
    'tnx date',
    'txn date',
    'posting date',
    'booking date',
    'date',
  ],
  valueOn: ['ngay hieu luc', 'ngay gia tri', 'value date', 'effective date'],
  debit: [
    'ghi no',
    'no',
    'phat sinh no',
    'ps no',
    'so tien ghi no',
    'so tien no',
    'so tien phat sinh no',
    'no tktt',
    'tien ra',
    'rut ra',
    'so tien rut',
    'debit',
    'debit amount',
    'withdrawal',
    'so tien rut ra',
  ],
  credit: [
    'ghi co',
    'co',
    'phat sinh co',
    'ps co',
    'so tien ghi co',
    'so tien co',
    'so tien phat sinh co',
    'co tktt',
    'tien vao',
    'gui vao',
    'so tien gui',
    'credit',
    'credit amount',
    'deposit',
    'so tien gui vao',
  ],
  amount: ['so tien', 'so tien giao dich', 'amount', 'transaction amount', 'so tien gd'],
  direction: ['no co', 'd c', 'dc', 'loai giao dich', 'debit credit', 'dr cr'],
  balance: [
    'so du',
    'so du cuoi',
    'so du sau giao dich',
    'so du luy ke',
    'so du hien tai',
    'balance',
    'running balance',
    'ending balance',
  ],
  reference: [
    'so but toan',
    'so giao dich',
    'so gd',
    'ma giao dich',
    'ma gd',
    'so tham chieu',
    'ma tham chieu',
    'so ct',
    'so chung tu',
    'doc no',
    'reference',
    'reference no',
    'reference number',
    'ref no',
    'transaction id',
    'transaction number',
    'transaction no',
    'trans no',
  ],
  description: [
    'noi dung',
    'noi dung chi tiet',
    'noi dung giao dich',
    'noi dung thanh toan',
    'dien giai',
    'mo ta',
    'mo ta giao dich',
    'chi tiet giao dich',
    'transactions in detail',
    'transaction details',
    'transaction description',
    'description',
    'details',
    'remark',
    'remarks',
    'narrative',
  ],
  counterparty: [
    'doi tac',
    'ten doi tac',
    'ten doi ung',
    'ten tai khoan doi ung',
    'don vi chuyen',
    'don vi thu huong don vi chuyen',
    'nguoi chuyen',
    'ten nguoi chuyen',
    'nguoi chuyen nguoi nhan',
    'counterparty',
    'counter party',
    'correspondent name',
    'remitter',
    'corresponsive name',
  ],
  currency: ['loai tien', 'loai tien te', 'tien te', 'ccy', 'currency', 'don vi tien te'],
}

/** What stands around the table: label before or above its value. */
export const labelWords = {
  account: [
    'so tai khoan',
    'tai khoan',
    'so tk',
    'tk so',
    'tai khoan so',
    'account',
    'account no',
    'account number',
    'a c no',
  ],
  currency: ['loai tien', 'loai tien te', 'tien te', 'don vi tien te', 'currency', 'ccy'],
  opening: [
    'so du dau ky',
    'so du dau',
    'so du ban dau',
    'opening balance',
    'beginning balance',
    'so du dau ngay',
  ],
  closing: ['so du cuoi ky', 'so du cuoi', 'closing balance', 'ending balance', 'so du cuoi ngay'],
  from: ['tu ngay', 'from', 'from date', 'ngay bat dau', 'ngay bat dau tra cuu'],
  to: ['den ngay', 'to', 'to date', 'ngay ket thuc', 'ngay ket thuc tra cuu'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type Label = keyof typeof labelWords

/** Begins a row of sums, which is no movement. */
export const sumWords = [
  'tong',
  'tong cong',
  'tong so',
  'cong',
  'cong phat sinh',
  'tong phat sinh',
  'total',
  'sub total',
  'so du dau',
  'so du cuoi',
  'opening balance',
  'closing balance',
  'so giao dich',
] as const
