import type { Locator, Page } from 'playwright-core'

/** Hands on the keyboard, counted: what is pressed or typed, and how often. */
export interface Keyboard {
  /** One key or chord, such as `Enter` or `Control+Enter`. */
  press(key: string): Promise<void>
  /** Letters one after the other. */
  type(text: string): Promise<void>
  /** Puts a text into the clipboard as another program would, and pastes it. */
  paste(text: string): Promise<void>
  /** Goes on by Tab until the place has the focus; fails when the keyboard does not reach it. */
  tabTo(place: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void>
  /** Things done, a word typed or pasted being one, and keys pressed. */
  count: { actions: number; keys: number }
}

const mostTabs = 120

/** The keyboard of a page; its window must allow `clipboard-read` and `clipboard-write` for pasting. */
export function keyboardOf(page: Page): Keyboard {
  const count = { actions: 0, keys: 0 }
  async function press(key: string) {
    count.actions += 1
    count.keys += 1
    await page.keyboard.press(key)
  }
  return {
    count,
    press,
    async type(text) {
      count.actions += 1
      count.keys += text.length
      await page.keyboard.type(text)
    },
    async paste(text) {
      await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text)
      await press('Control+V')
    },
    async tabTo(place, key = 'Tab') {
      await place.waitFor()
      const reached = () => place.evaluate((element) => element === document.activeElement)
      for (let tabs = 0; tabs < mostTabs; tabs += 1) {
        if (await reached()) return
        await press(key)
      }
      throw new Error(`the keyboard does not reach ${place}`)
    },
  }
}
