import type { Signed } from '../api/receive-package.ts'
import type { Acknowledgement } from '../model/package.ts'
import { readAcknowledgement } from '../model/package.ts'
import { digestOf, isSignedBy } from '../model/signing.ts'
import type { PublicKey } from '../queries/exchange-work.ts'

/** What came of one try: a word of the other side that can be trusted, or why there is none. */
export interface DeliveryOutcome {
  acknowledgement: Acknowledgement | null
  failure: string
}

/** What a foreign server says is its own text: one line, not too long. */
export function failed(reason: string): DeliveryOutcome {
  const line = reason.replaceAll(/\s+/g, ' ').trim()
  return { acknowledgement: null, failure: line.length > 300 ? `${line.slice(0, 299)}…` : line }
}

/** The acknowledgement if the partner signed it and it speaks of this very package; whatever else came is no word. */
export function judged(
  answer: Signed,
  sent: { manifest: string; packageId: string; key: PublicKey | undefined },
): DeliveryOutcome {
  const { key } = sent
  const isRight = key && isSignedBy(key.publicKey, { purpose: 'acknowledgement', ...answer })
  if (!isRight) return failed('Biên nhận không mang chữ ký của cơ quan nhận; coi như chưa gửi.')
  const acknowledgement = readAcknowledgement(answer.text)
  const isOurs =
    acknowledgement?.packageId === sent.packageId && acknowledgement.digest === digestOf(sent.manifest)
  return isOurs
    ? { acknowledgement, failure: '' }
    : failed('Biên nhận không phải của gói tin này; coi như chưa gửi.')
}
