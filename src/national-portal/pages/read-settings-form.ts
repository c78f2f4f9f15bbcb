import type { SecretBox } from '../../platform/secret-box.ts'

const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)

/** The settings as typed, for the command to judge. A password typed is sealed here; an empty one leaves what is kept. */
export function readSettingsForm(form: FormData, secrets: Pick<SecretBox, 'seal'>) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const typed = String(form.get('secret') ?? '')
  return {
    revision: whole(text('revision')),
    active: form.get('active') === 'on',
    baseUrl: text('baseUrl'),
    account: text('account'),
    secretSealed: typed === '' ? null : secrets.seal(typed.slice(0, 500)),
    unitCode: text('unitCode').toUpperCase(),
    takeCodes: form.get('takeCodes') === 'on',
    codePool: whole(text('codePool')),
  }
}
