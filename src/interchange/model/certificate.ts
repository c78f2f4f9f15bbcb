import { createPrivateKey, X509Certificate } from 'node:crypto'

export interface CertificateFacts {
  /** SHA-256 of the DER bytes, in hex without colons. */
  fingerprint: string
  subject: string
  validTo: string
}

/** What a certificate in PEM says; null for anything else. */
export function readCertificate(pem: string): CertificateFacts | null {
  try {
    const certificate = new X509Certificate(pem)
    return {
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      subject: certificate.subject.replaceAll('\n', ', '),
      validTo: new Date(certificate.validTo).toISOString().slice(0, 10),
    }
  } catch {
    return null
  }
}

/** Why this pair cannot sign; null where it can. RSA, because messages are signed with rsa-sha256. */
export function keyProblem(certificatePem: string, keyPem: string): string | null {
  if (!readCertificate(certificatePem)) return 'Chứng thư không đọc được. Hãy dán cả dòng BEGIN CERTIFICATE.'
  try {
    const key = createPrivateKey(keyPem)
    if (key.asymmetricKeyType !== 'rsa') return 'Khóa riêng phải là RSA.'
    return new X509Certificate(certificatePem).checkPrivateKey(key)
      ? null
      : 'Khóa riêng không phải của chứng thư này.'
  } catch {
    return 'Khóa riêng không đọc được (dạng PKCS#8, không đặt mật khẩu).'
  }
}
