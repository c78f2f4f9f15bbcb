import type { z } from 'zod'
import type { TestApp } from '../testing/app.ts'
import { saveSignInSettings } from './commands/save-settings.ts'
import { standInSettings } from './examples.ts'
import type { signInSettingsSchema } from './model/settings.ts'
import { getSignInSettings } from './queries/get-settings.ts'

type Settings = z.input<typeof signInSettingsSchema>

/** Saves settings as the administrator would, on what is in force. */
export async function setSignIn(app: TestApp, changes: Partial<Settings>): Promise<void> {
  const admin = await app.as('quantri')
  const { revision } = await app.read(admin, getSignInSettings, {})
  await app.write(admin, saveSignInSettings, { ...standInSettings, ...changes, revision })
}
