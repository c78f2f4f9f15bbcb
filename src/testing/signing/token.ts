import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pkcs11 from 'pkcs11js'
import type { Holder } from './pki.ts'

const library = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so']

/** A token of SoftHSM in a directory of its own, with the holder's key in it. */
export function makeToken(holder: Holder, pin: string) {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-token-'))
  const settings = join(directory, 'softhsm2.conf')
  writeFileSync(
    settings,
    `directories.tokendir = ${directory}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  )
  const key = join(directory, 'key.pem')
  writeFileSync(key, holder.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const run = (...words: string[]) =>
    execFileSync('softhsm2-util', words, { env: { ...process.env, SOFTHSM2_CONF: settings }, stdio: 'pipe' })
  run('--init-token', '--free', '--label', 'vidu', '--so-pin', '12345678', '--pin', pin)
  run('--import', key, '--token', 'vidu', '--label', 'key', '--id', '01', '--pin', pin)
  return { settings, label: 'vidu', remove: () => rmSync(directory, { recursive: true }) }
}

/**
 * Puts the certificate beside the key, as an authority does before it hands a token out. In a process of its own, because
 * SoftHSM reads its settings once.
 */
export function putCertificate(token: { settings: string }, holder: Holder, pin: string): void {
  const program = `
    const pkcs11 = require('pkcs11js')
    const [driver, pin, der] = process.argv.slice(1)
    const token = new pkcs11.PKCS11()
    token.load(driver)
    token.C_Initialize()
    const slot = token.C_GetSlotList(true).find((each) => token.C_GetTokenInfo(each).label.trim() === 'vidu')
    const session = token.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION | pkcs11.CKF_RW_SESSION)
    token.C_Login(session, pkcs11.CKU_USER, pin)
    token.C_CreateObject(session, [
      { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_CERTIFICATE },
      { type: pkcs11.CKA_CERTIFICATE_TYPE, value: pkcs11.CKC_X_509 },
      { type: pkcs11.CKA_TOKEN, value: true },
      { type: pkcs11.CKA_PRIVATE, value: false },
      { type: pkcs11.CKA_ID, value: Buffer.from([1]) },
      { type: pkcs11.CKA_LABEL, value: Buffer.from('chu ky') },
      { type: pkcs11.CKA_SUBJECT, value: Buffer.from([0x30, 0]) },
      { type: pkcs11.CKA_VALUE, value: Buffer.from(der, 'base64') },
    ])
    token.C_Finalize()`
  const words = ['-e', program, softHsm(), pin, holder.certificate.raw.toString('base64')]
  execFileSync(process.execPath, words, {
    env: { ...process.env, SOFTHSM2_CONF: token.settings },
    stdio: 'pipe',
  })
}

/**
 * Opens the token by its label: slot numbers change when a token is initialised, and a PIN tried on another token costs it
 * a try. `sign` gives RSA PKCS #1 with SHA-256 over the bytes.
 */
export function openToken(label: string, pin: string) {
  const token = new pkcs11.PKCS11()
  token.load(softHsm())
  token.C_Initialize()
  const slot = token.C_GetSlotList(true).find((each) => token.C_GetTokenInfo(each).label.trim() === label)
  if (!slot) throw new Error('no such token')
  const session = token.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION)
  const close = () => {
    token.C_CloseSession(session)
    token.C_Finalize()
    token.close()
  }
  try {
    token.C_Login(session, pkcs11.CKU_USER, pin)
  } catch (error) {
    close()
    throw error
  }
  token.C_FindObjectsInit(session, [{ type: pkcs11.CKA_CLASS, value: pkcs11.CKO_PRIVATE_KEY }])
  const key = token.C_FindObjects(session)
  token.C_FindObjectsFinal(session)
  if (!key) throw new Error('no key on the token')
  return {
    sign(attributes: Uint8Array): Buffer {
      token.C_SignInit(session, { mechanism: pkcs11.CKM_SHA256_RSA_PKCS }, key)
      return token.C_Sign(session, Buffer.from(attributes), Buffer.alloc(512))
    },
    close,
  }
}

/** Where SoftHSM's driver is on this machine. */
export function softHsm(): string {
  const found = library.find((path) => existsSync(path))
  if (!found) throw new Error('SoftHSM is not installed')
  return found
}
