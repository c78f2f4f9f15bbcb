/** Where the keyboard may go on in a declaration: its fields, and the readers of cards between them. */
const places = '[data-field^="declaration."], [id^="quet-the-"]'

/** Puts the cursor into the first field that must be filled in and is empty, once the form is drawn. */
export function goToFirstEmpty(): void {
  requestAnimationFrame(() => {
    const fields = [...document.querySelectorAll<HTMLElement>(places)]
    const wanted = fields.find(isWanted) ?? fields[0]
    wanted?.focus()
  })
}

/** After a card was read: on to the next reader, or to the next field that must be filled in and is empty. */
export function goOnFrom(id: string): void {
  requestAnimationFrame(() => {
    const fields = [...document.querySelectorAll<HTMLElement>(places)]
    const here = fields.findIndex((field) => field.id === id)
    fields.find((field, index) => index > here && (isReader(field) || isWanted(field)))?.focus()
  })
}

const isReader = (field: HTMLElement) => field.id.startsWith('quet-the-')

function isWanted(field: HTMLElement): boolean {
  return field.getAttribute('aria-required') === 'true' && (field as HTMLInputElement).value === ''
}
