import type { Page } from 'playwright-core'
import { ready } from './browser.ts'

/** Goes into the practice office by the key that works on every page. */
export async function enterPractice(page: Page): Promise<void> {
  await page.keyboard.press('F2')
  await page.getByText('THỰC HÀNH: không có gì ở đây là thật').waitFor()
  await ready(page)
}

/** Comes back to the real office the same way. */
export async function leavePractice(page: Page): Promise<void> {
  await page.keyboard.press('F2')
  await page.getByText('THỰC HÀNH: không có gì ở đây là thật').waitFor({ state: 'detached' })
  await ready(page)
}

/** Begins a guided task and waits for its steps; the code of its dossier, where it has one. */
export async function beginTask(page: Page, title: string): Promise<string> {
  await page.goto('/thuc-hanh')
  await page.getByRole('button', { name: new RegExp(`^(Bắt đầu|Làm lại): ${title}$`) }).click()
  const panel = taskPanel(page)
  await panel.getByRole('heading', { name: `Bài đang làm: ${title}` }).waitFor()
  await panel.getByText('Đã xong ✓').first().waitFor({ state: 'detached' })
  const link = panel.getByRole('link', { name: /^H00/ })
  return (await link.count()) > 0 ? ((await link.textContent()) ?? '') : ''
}

export const taskPanel = (page: Page) => page.getByRole('complementary', { name: /^Bài đang làm/ })

/** Waits until the program itself has noticed that the task is done. */
export async function taskDone(page: Page): Promise<void> {
  await taskPanel(page).getByText('Anh, chị đã hoàn thành bài này.').waitFor()
}
