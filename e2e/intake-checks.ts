import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { applicantField, labelled, type Person } from './intake.ts'

/** Everything typed about the person still stands in its field. */
export async function expectTyped(on: Page, person: Person): Promise<void> {
  for (const [label, value] of labelled(person)) {
    expect(await applicantField(on, label).inputValue(), label).toBe(value)
  }
}

/** Neither in a field, nor anywhere in the page as it stands. */
export async function expectNothingOf(on: Page, values: readonly string[]): Promise<void> {
  const fields = await on
    .locator('input, textarea, select')
    .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value))
  const seen = `${fields.join('\n')}\n${await on.content()}`
  expect(values.filter((value) => seen.includes(value))).toEqual([])
}
