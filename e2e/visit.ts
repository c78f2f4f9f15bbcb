import type { Page } from 'playwright-core'
import type { DemoUsername } from '../src/staff/examples.ts'

/** One state of a page worth looking at, on the filled demonstration office. */
export interface Visit {
  /** Kebab-case, unique: the name of its picture. */
  name: string
  /** Who looks; absent for the public. */
  as?: DemoUsername
  path: string
  /** What to do there before looking, such as opening a dialog. */
  prepare?(page: Page): Promise<void>
}
