import { createHash, X509Certificate } from 'node:crypto'
import pkcs11 from 'pkcs11js'
import type { AgentCertificate, AgentSignature } from '../src/signing/model/agent-protocol.ts'

/** What a token says about its PIN: of the number of tries it tells no more. */
export type PinState = 'fine' | 'count_low' | 'final_try' | 'locked'

export interface FoundCertificate extends AgentCertificate {
  /** By which the token is found again: slot numbers change. */
  serial: string
  /** CKA_ID of the certificate and its key, hex. */
  keyId: string
  pin: PinState
}

export interface SignWork {
  certificate: FoundCertificate
  pin: string
  /** SHA-256 of what is signed, hex. */
  hashes: { id: string; hash: string }[]
}

export type SignEvent =
  | { event: 'signed'; signature: AgentSignature }
  | { event: 'wrong_pin'; pin: PinState }
  | { event: 'locked' }
  | { event: 'gone' }

/** Opens a driver. May hang or bring the process down: called in a process of its own only. */
export function openModule(path: string) {
  const driver = new pkcs11.PKCS11()
  driver.load(path)
  driver.C_Initialize()
  return {
    list: (): FoundCertificate[] =>
      driver.C_GetSlotList(true).flatMap((slot) => certificatesIn(driver, slot)),
    sign: (work: SignWork, tell: (event: SignEvent) => void) => signWith(driver, work, tell),
    close() {
      driver.C_Finalize()
      driver.close()
    },
  }
}

type Driver = pkcs11.PKCS11
type Session = Buffer

/** From the flags of CK_TOKEN_INFO. */
export function pinStateOf(flags: number): PinState {
  if (flags & pkcs11.CKF_USER_PIN_LOCKED) return 'locked'
  if (flags & pkcs11.CKF_USER_PIN_FINAL_TRY) return 'final_try'
  return flags & pkcs11.CKF_USER_PIN_COUNT_LOW ? 'count_low' : 'fine'
}

const tokenOf = (driver: Driver, slot: Buffer) => {
  const info = driver.C_GetTokenInfo(slot)
  return { label: info.label.trim(), serial: info.serialNumber.trim(), flags: info.flags }
}

function certificatesIn(driver: Driver, slot: Buffer): FoundCertificate[] {
  const token = tokenOf(driver, slot)
  // A blank token has nothing on it, and refuses to be opened.
  if (!(token.flags & pkcs11.CKF_TOKEN_INITIALIZED)) return []
  const session = driver.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION)
  try {
    const found = objectsOf(driver, session, [
      { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_CERTIFICATE },
    ]).flatMap((object) => readCertificate(driver, session, object))
    const chain = found.filter((each) => each.x509.ca).map((each) => each.x509.raw.toString('base64'))
    // Private keys are hidden until the PIN is given; the certificate and its key share an id.
    return found
      .filter((each) => !each.x509.ca && each.keyId !== '')
      .map(({ x509, keyId, label }) => ({
        fingerprint: createHash('sha256').update(x509.raw).digest('hex'),
        der: x509.raw.toString('base64'),
        token: `${token.label} (${token.serial})`,
        serial: token.serial,
        label,
        holder: commonName(x509.subject) ?? label,
        issuer: commonName(x509.issuer) ?? '',
        validTo: x509.validToDate.toISOString(),
        keyId,
        chain,
        pin: pinStateOf(token.flags),
      }))
  } finally {
    driver.C_CloseSession(session)
  }
}

const commonName = (name: string | undefined) => /^CN=(.*)$/m.exec(name ?? '')?.[1]

function objectsOf(driver: Driver, session: Session, template: pkcs11.Template): Buffer[] {
  driver.C_FindObjectsInit(session, template)
  try {
    return driver.C_FindObjects(session, 100)
  } finally {
    driver.C_FindObjectsFinal(session)
  }
}

function readCertificate(driver: Driver, session: Session, object: Buffer) {
  const wanted = [pkcs11.CKA_VALUE, pkcs11.CKA_ID, pkcs11.CKA_LABEL].map((type) => ({ type }))
  const [value, id, label] = driver
    .C_GetAttributeValue(session, object, wanted)
    .map((each) => (Buffer.isBuffer(each.value) ? each.value : Buffer.alloc(0)))
  try {
    const x509 = new X509Certificate(value ?? Buffer.alloc(0))
    return [{ x509, keyId: id?.toString('hex') ?? '', label: label?.toString('utf8') ?? '' }]
  } catch {
    // What is no certificate of X.509 cannot sign for us.
    return []
  }
}

function signWith(driver: Driver, work: SignWork, tell: (event: SignEvent) => void): void {
  const ready = openKey(driver, work)
  if ('event' in ready) {
    tell(ready)
    return
  }
  const { session, key } = ready
  const way = wayOf(work.certificate)
  const asksEachTime = asksPinEachTime(driver, session, key)
  for (const { id, hash } of work.hashes) {
    driver.C_SignInit(session, way.mechanism, key)
    if (asksEachTime) driver.C_Login(session, pkcs11.CKU_CONTEXT_SPECIFIC, work.pin)
    const signature = driver.C_Sign(session, way.input(Buffer.from(hash, 'hex')), Buffer.alloc(1024))
    tell({ event: 'signed', signature: { id, signature: signature.toString('base64'), scheme: way.scheme } })
  }
  driver.C_Logout(session)
}

/** The key behind the PIN, or why not. The PIN is tried once. */
function openKey(
  driver: Driver,
  { certificate, pin }: SignWork,
): { session: Session; key: Buffer } | Exclude<SignEvent, { event: 'signed' }> {
  const slot = driver.C_GetSlotList(true).find((each) => tokenOf(driver, each).serial === certificate.serial)
  if (!slot) return { event: 'gone' }
  // A PIN is not tried where it could do nothing but harm.
  if (pinStateOf(tokenOf(driver, slot).flags) === 'locked') return { event: 'locked' }
  const session = driver.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION)
  const refusal = logIn(driver, session, pin)
  if (refusal === 'locked') return { event: 'locked' }
  if (refusal) return { event: 'wrong_pin', pin: pinStateOf(tokenOf(driver, slot).flags) }
  const [key] = objectsOf(driver, session, [
    { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_PRIVATE_KEY },
    { type: pkcs11.CKA_ID, value: Buffer.from(certificate.keyId, 'hex') },
  ])
  return key ? { session, key } : { event: 'gone' }
}

const pinRefusals: readonly number[] = [
  pkcs11.CKR_PIN_INCORRECT,
  pkcs11.CKR_PIN_INVALID,
  pkcs11.CKR_PIN_LEN_RANGE,
]

/** One try, never a second. */
function logIn(driver: Driver, session: Session, pin: string): 'wrong' | 'locked' | null {
  try {
    driver.C_Login(session, pkcs11.CKU_USER, pin)
    return null
  } catch (error) {
    const code = error instanceof pkcs11.Pkcs11Error ? error.code : -1
    if (code === pkcs11.CKR_PIN_LOCKED) return 'locked'
    if (pinRefusals.includes(code)) return 'wrong'
    throw error
  }
}

/** SHA-256 as DigestInfo (RFC 8017, 9.2), for tokens that only pad. */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex')

interface Way {
  scheme: AgentSignature['scheme']
  mechanism: pkcs11.Mechanism
  /** What the token gets of a hash. */
  input: (hash: Buffer) => Buffer
}

function wayOf({ der }: FoundCertificate): Way {
  const kind = new X509Certificate(Buffer.from(der, 'base64')).publicKey.asymmetricKeyType
  const input = (hash: Buffer) => hash
  if (kind === 'ec') return { scheme: 'ecdsa', mechanism: { mechanism: pkcs11.CKM_ECDSA }, input }
  if (kind !== 'rsa-pss') {
    const mechanism = { mechanism: pkcs11.CKM_RSA_PKCS }
    return { scheme: 'rsa', mechanism, input: (hash) => Buffer.concat([digestInfo, hash]) }
  }
  const parameter = {
    type: pkcs11.CK_PARAMS_RSA_PSS,
    hashAlg: pkcs11.CKM_SHA256,
    mgf: pkcs11.CKG_MGF1_SHA256,
    saltLen: 32,
  }
  return { scheme: 'pss', mechanism: { mechanism: pkcs11.CKM_RSA_PKCS_PSS, parameter }, input }
}

function asksPinEachTime(driver: Driver, session: Session, key: Buffer): boolean {
  try {
    const [found] = driver.C_GetAttributeValue(session, key, [{ type: pkcs11.CKA_ALWAYS_AUTHENTICATE }])
    return Buffer.isBuffer(found?.value) && found.value[0] === 1
  } catch {
    // An older token does not know the question.
    return false
  }
}
