/** Whom and what a picture asks a bank's application to pay. */
export interface TransferRequest {
  /** Mã ngân hàng (BIN) of the receiving bank: six digits. */
  bin: string
  /** Account number, 1 to 19 letters and digits. */
  account: string
  /** Whole đồng; left out, the payer types it (a static picture). */
  amountVnd?: number
  /** Purpose of the transfer: at most 25 plain signs, so that every bank carries it whole. */
  purpose?: string
}

const field = (id: string, value: string): string => `${id}${String(value.length).padStart(2, '0')}${value}`

/** CRC-16/CCITT-FALSE, in four upper-case hexadecimal digits. */
export function crc16(text: string): string {
  let crc = 0xffff
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

/**
 * The text of a VietQR picture to an account (NAPAS, EMVCo MPM): dynamic with an amount, else static. Fails with RangeError on
 * what no bank would read.
 */
export function vietQr({ bin, account, amountVnd, purpose = '' }: TransferRequest): string {
  if (!/^\d{6}$/.test(bin)) throw new RangeError('a bank’s number has six digits')
  if (!/^[A-Za-z0-9]{1,19}$/.test(account)) throw new RangeError('an account has 1 to 19 letters and digits')
  if (amountVnd !== undefined && !(Number.isSafeInteger(amountVnd) && amountVnd > 0 && amountVnd < 1e13))
    throw new RangeError('an amount is whole đồng, at most 13 digits')
  if (!/^[A-Za-z0-9 ]{0,25}$/.test(purpose)) throw new RangeError('a purpose is 25 plain signs at most')
  const beneficiary = field('00', bin) + field('01', account)
  const text = [
    field('00', '01'),
    field('01', amountVnd === undefined ? '11' : '12'),
    field('38', field('00', 'A000000727') + field('01', beneficiary) + field('02', 'QRIBFTTA')),
    field('53', '704'),
    amountVnd === undefined ? '' : field('54', String(amountVnd)),
    field('58', 'VN'),
    purpose === '' ? '' : field('62', field('08', purpose)),
    '6304',
  ].join('')
  return text + crc16(text)
}
