/** Check digits of a number in digits (ISO 7064, MOD 97-10): one wrong digit or two exchanged are always noticed. */
function checkDigits(digits: string): string {
  return String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, '0')
}

/**
 * What a transfer for a due carries as its purpose: MC, two digits of the year, the due's number, two check digits
 * (`MC2600012349`). ASCII and short, because banks cut and change what is longer; the check digits keep one wrong digit from
 * ever naming somebody else's due.
 */
export function paymentReference({ year, number }: { year: number; number: number }): string {
  const digits = String(year % 100).padStart(2, '0') + String(number).padStart(6, '0')
  return `MC${digits}${checkDigits(digits)}`
}

/**
 * The references that a bank's text holds, in their order and each once: banks add words of their own, take spaces and signs away
 * or put some in. A reference that does not check is none.
 */
export function readReferences(text: string): { year: number; number: number }[] {
  const found = text.toUpperCase().matchAll(/M[\s.\-_]*C((?:[\s.\-_]*\d){10,14})/g)
  const seen = new Map<string, { year: number; number: number }>()
  for (const [, tail] of found) {
    const digits = (tail ?? '').replaceAll(/\D/g, '')
    // A bank may have run its own digits on; the reference is the shortest beginning that checks.
    for (let end = 10; end <= digits.length; end += 1) {
      const body = digits.slice(0, end - 2)
      if (checkDigits(body) !== digits.slice(end - 2, end)) continue
      seen.set(body, { year: 2000 + Number(body.slice(0, 2)), number: Number(body.slice(2)) })
      break
    }
  }
  return [...seen.values()]
}
