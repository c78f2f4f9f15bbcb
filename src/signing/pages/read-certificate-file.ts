/** A chosen certificate file as PEM text: what is binary (DER) is written as base64 between the usual lines. */
export async function readCertificateFile(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = new TextDecoder('latin1').decode(bytes)
  if (text.includes('-----BEGIN')) return text
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  const lines = btoa(letters).match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
