import type { SignInSettings } from './model/settings.ts'

/** Settings of the demonstration office: they fit the stand-in of `script/identity-provider` and are switched off. */
export const standInSettings: Omit<SignInSettings, 'revision'> = {
  providerOn: false,
  providerName: 'VNeID mẫu',
  issuer: 'http://127.0.0.1:3030',
  clientId: 'mot-cua',
  clientSecretSealed: null,
  secretWay: 'none',
  scopes: 'openid profile email phone',
  acrRequested: '',
  vneidLevels: 'loa2',
  authorizationUrl: '',
  tokenUrl: '',
  userinfoUrl: '',
  keysUrl: '',
  endSessionUrl: '',
  nameClaim: 'name',
  personalIdClaim: 'personal_id',
  birthDateClaim: 'birthdate',
  levelClaim: 'acr',
  emailClaim: 'email',
  phoneClaim: 'phone_number',
  clockTolerance: 30,
  guestsOn: false,
}
