import type { Page } from 'playwright-core'
import { trackedCode } from '../src/dossiers/examples.ts'
import { scanPdf } from '../src/testing/read-pdf.ts'

/** The address on the slip of a dossier; the page must be signed in at the desk. */
export async function addressOnSlip(page: Page, code: string): Promise<string> {
  const slip = await page.request.get(`/api/v1/dossiers/${code}/rating-slip.pdf`)
  return new URL(scanPdf(await slip.body(), 1)).pathname
}

/** Opens the questions of a returned dossier of the demonstration office. */
export async function openRating(page: Page): Promise<void> {
  await page.goto(await addressOnSlip(page, trackedCode))
  await page.getByRole('button', { name: 'Gửi đánh giá' }).waitFor()
}

/** The same, sent with questions left out, past what the browser itself would hold back. */
export async function refuseRating(page: Page): Promise<void> {
  await openRating(page)
  await page.evaluate(() => document.querySelector('main form')?.setAttribute('novalidate', ''))
  await page.getByLabel('Không hài lòng').first().check()
  await page.getByRole('button', { name: 'Gửi đánh giá' }).click()
  await page.getByRole('alert').waitFor()
}
