import type { SecretBox } from '../../platform/secret-box.ts'

const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)

/** The settings as typed, for the command to judge. A secret typed is sealed here; an empty one leaves what is kept. */
export function readSettingsForm(form: FormData, secrets: Pick<SecretBox, 'seal'>) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const secret = String(form.get('clientSecret') ?? '')
  return {
    revision: whole(text('revision')),
    providerOn: form.get('providerOn') === 'on',
    providerName: text('providerName'),
    issuer: text('issuer'),
    clientId: text('clientId'),
    clientSecretSealed: secret === '' ? null : secrets.seal(secret.slice(0, 500)),
    secretWay: text('secretWay'),
    scopes: text('scopes').replaceAll(/\s+/g, ' '),
    acrRequested: text('acrRequested').replaceAll(/\s+/g, ' '),
    vneidLevels: text('vneidLevels').replaceAll(/\s+/g, ' '),
    authorizationUrl: text('authorizationUrl'),
    tokenUrl: text('tokenUrl'),
    userinfoUrl: text('userinfoUrl'),
    keysUrl: text('keysUrl'),
    endSessionUrl: text('endSessionUrl'),
    nameClaim: text('nameClaim'),
    personalIdClaim: text('personalIdClaim'),
    birthDateClaim: text('birthDateClaim'),
    levelClaim: text('levelClaim'),
    emailClaim: text('emailClaim'),
    phoneClaim: text('phoneClaim'),
    clockTolerance: whole(text('clockTolerance')),
    guestsOn: form.get('guestsOn') === 'on',
  }
}
