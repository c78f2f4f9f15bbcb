import { existsSync } from 'node:fs'
import type { PageBuild } from '../platform/http/pages.ts'
import { rootDirectory } from './places.ts'

/** The pages as built, for `startTestApp({ pages })`. Throws a clear sentence when they are not built. */
export async function builtPages(): Promise<{ build: PageBuild; assetsDirectory: string }> {
  const server = `${rootDirectory}build/server/index.js`
  if (!existsSync(server)) {
    throw new Error('The pages are not built: run `react-router build` (script/test does) before this test.')
  }
  const build: PageBuild = await import(/* @vite-ignore */ server)
  return { build, assetsDirectory: `${rootDirectory}build/client` }
}
