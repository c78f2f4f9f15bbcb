import type { Locator, Page } from 'playwright-core'

/** Opens a section of the page of a procedure for editing. */
export async function openSection(page: Page, title: string): Promise<Locator> {
  await page.getByRole('button', { name: `Sửa: ${title}` }).click()
  const section = page.getByRole('region', { name: title, exact: true })
  await section.getByRole('textbox').or(section.getByRole('button')).first().waitFor()
  return section
}

/** Asks for before and after, and waits for the dialog that shows them. */
export async function review(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Xem thay đổi' }).click()
  const dialog = page.getByRole('dialog', { name: 'Xem thay đổi' })
  await dialog.waitFor()
  return dialog
}

/** Gives the reason and saves. */
export async function save(dialog: Locator, why: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Vì sao thay đổi' }).fill(why)
  await dialog.getByRole('button', { name: 'Lưu thay đổi' }).click()
}
