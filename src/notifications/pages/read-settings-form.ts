import type { SecretBox } from '../../platform/secret-box.ts'

const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)

/** The settings as typed, for the command to judge. A password typed is sealed here; an empty one leaves what is kept. */
export function readSettingsForm(form: FormData, secrets: Pick<SecretBox, 'seal'>) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const sealed = (name: string) => {
    const typed = String(form.get(name) ?? '')
    return typed === '' ? null : secrets.seal(typed.slice(0, 500))
  }
  return {
    revision: whole(text('revision')),
    emailOn: form.get('emailOn') === 'on',
    smtpHost: text('smtpHost'),
    smtpPort: whole(text('smtpPort')),
    smtpSecurity: text('smtpSecurity'),
    smtpUser: text('smtpUser'),
    smtpPasswordSealed: sealed('smtpPassword'),
    senderName: text('senderName'),
    senderAddress: text('senderAddress'),
    gatewayOn: form.get('gatewayOn') === 'on',
    gatewayUrl: text('gatewayUrl'),
    gatewayAccount: text('gatewayAccount'),
    gatewaySecretSealed: sealed('gatewaySecret'),
    smsPlain: form.get('smsPlain') === 'on',
    quietFrom: tidyTime(text('quietFrom')),
    quietTo: tidyTime(text('quietTo')),
    dailyLimit: whole(text('dailyLimit')),
  }
}

/** `7:30` and `7h30` become `07:30`; anything else stays for the command to judge. */
function tidyTime(typed: string): string {
  const parts = /^(\d{1,2})[:hg.](\d{2})$/i.exec(typed)
  return parts ? `${(parts[1] ?? '').padStart(2, '0')}:${parts[2]}` : typed
}
