import { AppError, isAppError, problemOf } from '../../platform/errors.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { type Call, write } from '../../platform/write.ts'
import { isXmlFault, parseXml } from '../../platform/xml.ts'
import { isSignedBy } from '../../signing/model/cms/algorithms.ts'
import { signatureValue } from '../../signing/model/cms/build-signature.ts'
import { type Certificate, keyUsage, readCertificate } from '../../signing/model/cms/certificate.ts'
import { strangerThan } from '../../signing/model/signed-copy.ts'
import { factsOf } from '../../signing/model/verify-signature.ts'
import { fillXmlSignature, prepareXmlSignature } from '../../signing/model/xml/prepare-xml.ts'
import { keepPreparedReceipts, keepSignedReceipt } from '../commands/sign-receipts.ts'
import { canBeWritten, readReceiptXml, signaturePlan, writeReceiptXml } from '../model/receipt-xml.ts'
import { preparedReceipt, receiptToSign } from '../queries/receipts-to-sign.ts'

export interface PreparedItem {
  id: string
  kind: 'receipt'
  thingId: string
  name: string
  /** SHA-256 of the receipt’s data, hex: shown to the officer. */
  fileHash: string
  /** The text that the token signs (SignedInfo), base64. */
  attributes: string
}

interface Fault {
  kind: 'receipt'
  id: string
  detail: string
}

const sentenceOf = (services: Services, call: Call, error: unknown): string => {
  if (!isAppError(error))
    services.log.error({ err: error, requestId: call.requestId }, 'signing a receipt failed')
  return problemOf(error).detail
}

/** `2026-11-27T09:15:00` in Viet Nam, as the tax office writes the time of signing. */
const localTime = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)

function unusable(certificate: Certificate, now: number): string | null {
  const usage = keyUsage(certificate)
  if (usage && !usage.sign && !usage.commit)
    return 'Chứng thư này không được cấp để ký. Hãy chọn chứng thư khác.'
  if (certificate.notAfter < now) return 'Chứng thư của cơ quan đã hết hạn. Hãy ký bằng chứng thư còn hạn.'
  if (certificate.notBefore > now) return 'Chứng thư của cơ quan chưa đến ngày có hiệu lực.'
  return null
}

/**
 * Why a certificate may not sign receipts now; null where it may. Only one in the register counts: it is the one that the office has
 * named to the tax office (TT 91/2026/TT-BTC, Điều 17).
 */
async function faultOf(
  services: Services,
  call: Call,
  { certificate, id }: { certificate: Certificate; id: string },
) {
  const found = await read(services, call.actor, receiptToSign, { id })
  const facts = factsOf(certificate)
  const fault =
    unusable(certificate, services.clock().getTime()) ??
    strangerThan(found.holder, facts) ??
    (found.holder.inUse.includes(facts.fingerprint)
      ? null
      : 'Chứng thư của cơ quan chưa có trong sổ chứng thư số. Hãy ghi vào sổ ở trang “Chứng thư số” rồi ký.')
  return { ...found, facts, fault }
}

/** Prepares each receipt for the certificate; those that cannot be signed stop none of the others. */
export async function prepareReceipts(
  services: Services,
  call: Call,
  { certificate, ids }: { certificate: Certificate; ids: readonly string[] },
): Promise<{ prepared: PreparedItem[]; faults: Fault[] }> {
  const signingTime = services.clock()
  const scheme = certificate.key.asymmetricKeyType === 'ec' ? ('ecdsa' as const) : ('rsa' as const)
  const plan = signaturePlan({ certificate: certificate.x509, scheme }, localTime(signingTime))
  const faults: Fault[] = []
  const ready: { receiptId: string; name: string; xml: string; toSign: Buffer; fileHash: string }[] = []
  for (const id of ids) {
    try {
      const { receipt, fault } = await faultOf(services, call, { certificate, id })
      if (fault) throw new AppError('invalid_input', { detail: fault })
      if (!canBeWritten(receipt))
        throw new AppError('invalid_input', { detail: 'Biên lai có ký tự không ghi được.' })
      const made = prepareXmlSignature(writeReceiptXml(receipt), plan)
      const name = `Biên lai ${receipt.symbol} số ${receipt.number}, ${receipt.totalVnd.toLocaleString('vi-VN')} đ`
      ready.push({
        receiptId: id,
        name,
        xml: made.text,
        toSign: made.toSign,
        fileHash: firstDigest(made.toSign),
      })
    } catch (error) {
      faults.push({ kind: 'receipt', id, detail: sentenceOf(services, call, error) })
    }
  }
  if (ready.length === 0) return { prepared: [], faults }
  const { ids: preparedIds } = await write(services, call, keepPreparedReceipts, {
    certificate: certificate.raw,
    receipts: ready.map(({ receiptId, xml, toSign }) => ({ receiptId, xml, toSign, scheme, signingTime })),
  })
  const prepared = ready.map(({ receiptId, name, toSign, fileHash }, at) => ({
    id: preparedIds[at] ?? '',
    kind: 'receipt' as const,
    thingId: receiptId,
    name,
    fileHash,
    attributes: toSign.toString('base64'),
  }))
  return { prepared, faults }
}

/** The digest of what the first reference covers, the receipt’s data, as hex. */
function firstDigest(signedInfo: Buffer): string {
  const value = /<DigestValue>([^<]+)<\/DigestValue>/.exec(signedInfo.toString('utf8'))?.[1] ?? ''
  return Buffer.from(value, 'base64').toString('hex')
}

export interface RawSignature {
  id: string
  signature: Uint8Array
  scheme: 'rsa' | 'pss' | 'ecdsa'
}

/** Takes each signature by itself: what is good is kept, the rest is told why and waits. */
export async function finishReceipts(
  services: Services,
  call: Call,
  raws: readonly RawSignature[],
): Promise<({ id: string; state: 'signed' } | { id: string; state: 'failed'; detail: string })[]> {
  const outcomes: Awaited<ReturnType<typeof finishReceipts>> = []
  for (const raw of raws) {
    try {
      await finishReceipt(services, call, raw)
      outcomes.push({ id: raw.id, state: 'signed' })
    } catch (error) {
      outcomes.push({ id: raw.id, state: 'failed', detail: sentenceOf(services, call, error) })
    }
  }
  return outcomes
}

const notTheirs =
  'Chữ ký nhận được không khớp với biên lai hoặc chứng thư, nên không dùng được. Hãy rút, cắm lại thiết bị rồi ký lại.'

async function finishReceipt(
  services: Services,
  call: Call,
  { id, signature, scheme }: RawSignature,
): Promise<void> {
  const prepared = await read(services, call.actor, preparedReceipt, { id })
  const certificate = readCertificate(prepared.certificate)
  const algorithm = { hash: 'sha256' as const, isPss: false, saltLength: 32 }
  const value = scheme === prepared.scheme ? signatureValue({ scheme, signature }) : new Uint8Array()
  if (!certificate || !isSignedBy(certificate.key, algorithm, { data: prepared.toSign, signature: value }))
    throw new AppError('invalid_input', { detail: notTheirs })
  // Asked again: a certificate may have ended, or been taken out of use, between preparing and the PIN.
  const { receipt, facts, fault } = await faultOf(services, call, { certificate, id: prepared.receiptId })
  if (fault) throw new AppError('invalid_input', { detail: fault })
  const xml = fillXmlSignature({ text: prepared.xml, toSign: Buffer.from(prepared.toSign) }, signature)
  const found = readReceiptXml(xml)
  const isWhole =
    found.state === 'read' &&
    found.signature === 'valid' &&
    writeReceiptXml(found.content) === writeReceiptXml(receipt)
  if (!isWhole || isXmlFault(parseXml(xml))) throw new AppError('invalid_input', { detail: notTheirs })
  await write(services, call, keepSignedReceipt, {
    receiptId: prepared.receiptId,
    xml,
    signedAt: prepared.signingTime,
    signer: facts.name,
    certificateSerial: certificate.serial,
  })
}
