import type { Page } from 'playwright-core'

/** A made-up person as typed at the counter, each value found nowhere else. */
export interface Person {
  name: string
  personalId: string
  birthDate: string
  address: string
  phone: string
  email: string
}

/** The n-th made-up person (1 to 99). */
export function madeUpPerson(n: number): Person {
  const number = String(n).padStart(2, '0')
  return {
    name: `Đặng Thử Nghiệm ${numerals[n % numerals.length]} ${number}`,
    personalId: `0381854321${number}`,
    birthDate: '17/11/1985',
    address: `Ngõ ${7000 + n}, thôn Ví Dụ, xã Cẩm Long`,
    phone: `09876543${number}`,
    email: `nguoi.thu.${number}@vidu.vn`,
  }
}
const numerals = ['Không', 'Một', 'Hai', 'Ba', 'Bốn', 'Năm', 'Sáu', 'Bảy', 'Tám', 'Chín']

/** What a reader types when it sees the code of this person's card. */
export function cardOf({ personalId, name, birthDate, address }: Person): string {
  return `${personalId}|212345678|${name}|${birthDate.replaceAll('/', '')}|Nữ|${address}|01072024`
}

export async function openIntake(page: Page): Promise<void> {
  await page.goto('/ho-so/moi')
  await page.getByRole('listbox').waitFor()
}

/** Chooses by typing and waits for the list of papers. */
export async function chooseProcedure(page: Page, typed = 'tinh trang hon nhan'): Promise<void> {
  await page.getByRole('combobox', { name: 'Thủ tục' }).fill(typed)
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: /Nhận đủ/ }).waitFor()
}

export const applicantField = (page: Page, label: string) =>
  page.getByRole('region', { name: '2. Người nộp hồ sơ' }).getByRole('textbox', { name: label, exact: true })

export async function typePerson(page: Page, person: Person): Promise<void> {
  for (const [label, value] of labelled(person)) await applicantField(page, label).fill(value)
}

/** The person's values with the labels of their fields. */
export function labelled(person: Person): [label: string, value: string][] {
  return [
    ['Họ và tên', person.name],
    ['Số định danh cá nhân', person.personalId],
    ['Ngày sinh', person.birthDate],
    ['Địa chỉ', person.address],
    ['Số điện thoại', person.phone],
    ['Thư điện tử', person.email],
  ]
}

export const tickAll = (page: Page) => page.getByRole('button', { name: /Nhận đủ/ }).click()

export const saveButton = (page: Page) => page.getByRole('button', { name: /Lưu hồ sơ/ })

/** The code given at reception, once it is there. */
export async function givenCode(page: Page): Promise<string> {
  return (await page.getByTestId('dossier-code').textContent()) ?? ''
}

/** Everything ready to be saved. */
export async function fillIntake(page: Page, person: Person): Promise<void> {
  await openIntake(page)
  await chooseProcedure(page)
  await typePerson(page, person)
  await tickAll(page)
}

/** Puts files beside the n-th paper, as the dialog for choosing files does. */
export async function attach(
  page: Page,
  files: { name: string; buffer: Buffer }[],
  paper = 0,
): Promise<void> {
  const row = page.getByRole('list', { name: 'Thành phần hồ sơ' }).getByRole('listitem').nth(paper)
  const chosen = files.map((file) => ({ ...file, mimeType: 'application/octet-stream' }))
  await row.locator('input[type=file][multiple]').setInputFiles(chosen)
}
