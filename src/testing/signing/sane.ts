import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Settings by which SANE has its own test device alone, behaving as told (lines of test.conf); to be named by SANE_CONFIG_DIR.
 * Its feeder holds ten sheets.
 */
export function saneSettings(folder: string, behaviour: readonly string[] = []): string {
  const settings = join(folder, 'sane')
  mkdirSync(settings)
  writeFileSync(join(settings, 'dll.conf'), 'test\n')
  writeFileSync(join(settings, 'test.conf'), ['number_of_devices 1', ...behaviour, ''].join('\n'))
  return settings
}
