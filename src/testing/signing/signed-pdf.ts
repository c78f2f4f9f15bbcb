import { constants, sign } from 'node:crypto'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import {
  buildSignature,
  type SigningScheme,
  signedAttributes,
} from '../../signing/model/cms/build-signature.ts'
import {
  fillSignature,
  type Prepared,
  prepareSignature,
  type SignatureRequest,
} from '../../signing/model/embed/prepare-signature.ts'
import { type Holder, someDay } from './pki.ts'

/** A made-up letter of two pages, its cross-reference as a table or as a stream. */
export async function letter(
  form: 'table' | 'stream' = 'table',
  words = 'Phuong an tien nuoc: 100 000 dong',
): Promise<Buffer> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.TimesRoman)
  document.addPage([595, 842]).drawText(words, { x: 90, y: 700, font, size: 14 })
  document.addPage([595, 842]).drawText('Trang hai', { x: 90, y: 700, font, size: 14 })
  return Buffer.from(await document.save({ useObjectStreams: form === 'stream' }))
}

/** A blue square that stands for a picture of a signature. */
export const blueSquare = {
  picture: {
    width: 2,
    height: 2,
    rgb: Buffer.from('0000ff'.repeat(4), 'hex'),
    alpha: Buffer.from([255, 128, 128, 255]),
  },
}

/** Signs bytes as a token would: the key stays here. */
export function signWith(holder: Holder, scheme: SigningScheme = schemeOf(holder)) {
  return (attributes: Uint8Array): Buffer => {
    const key = holder.privateKey
    if (scheme === 'ecdsa') return sign('sha256', attributes, { key, dsaEncoding: 'ieee-p1363' })
    if (scheme === 'rsa') return sign('sha256', attributes, key)
    return sign('sha256', attributes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
  }
}

const schemeOf = (holder: Holder): SigningScheme =>
  holder.privateKey.asymmetricKeyType === 'ec' ? 'ecdsa' : 'rsa'

export interface SignOptions {
  holder: Holder
  chain?: readonly Holder[]
  scheme?: SigningScheme
  place?: SignatureRequest['place']
  timestamp?: (value: Uint8Array) => Promise<Buffer>
  /** Changes the file between its preparation and the signature, for files that lie. */
  spoil?: (prepared: Prepared) => Prepared
}

const box = { x: 330, y: 120, width: 150, height: 60 }

/** Signs the file as the program does: prepare, sign the attributes elsewhere, fill in. */
export async function signPdf(bytes: Uint8Array, options: SignOptions): Promise<Buffer> {
  const { holder, chain = [], scheme = schemeOf(holder) } = options
  const place = options.place === undefined ? { page: 1, box, appearance: blueSquare } : options.place
  const made = prepareSignature(bytes, { signer: 'Lê Văn Ví Dụ', at: someDay, place })
  const prepared = options.spoil?.(made) ?? made
  const attributes = signedAttributes(prepared.hash, holder.certificate)
  const signature = signWith(holder, scheme)(attributes)
  const parts = {
    attributes,
    certificate: holder.certificate,
    chain: chain.map((each) => each.certificate),
    scheme,
    signature,
  }
  const timestamp = await options.timestamp?.(signature)
  return fillSignature(prepared, buildSignature({ ...parts, timestamp }))
}
