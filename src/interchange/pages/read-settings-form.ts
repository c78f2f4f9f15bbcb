import type { SecretBox } from '../../platform/secret-box.ts'

const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)
const textOf = (form: FormData, name: string) => String(form.get(name) ?? '').trim()

/** The settings as typed, for the command to judge. A secret typed is sealed here; an empty one leaves what is kept. */
export function readSettingsForm(form: FormData, secrets: Pick<SecretBox, 'seal'>) {
  const typed = String(form.get('secret') ?? '')
  return {
    revision: whole(textOf(form, 'revision')),
    active: form.get('active') === 'on',
    organId: textOf(form, 'organId').toUpperCase(),
    baseUrl: textOf(form, 'baseUrl'),
    systemId: textOf(form, 'systemId'),
    secretSealed: typed === '' ? null : secrets.seal(typed.slice(0, 500)),
    pollMinutes: whole(textOf(form, 'pollMinutes')),
    requireSignature: form.get('requireSignature') === 'on',
  }
}

/** Certificate and private key as pasted; both empty take them out of use. */
export function readCertificateForm(form: FormData) {
  return {
    revision: Number(whole(textOf(form, 'revision'))),
    certificate: textOf(form, 'certificate').slice(0, 20_000),
    key: textOf(form, 'key').slice(0, 20_000),
  }
}
