/** `1990-01-02` → `02/01/1990`; anything else as it is. */
export function dateText(isoDate: string | null): string {
  if (isoDate === null) return ''
  return /^\d{4}-\d{2}-\d{2}$/.test(isoDate) ? isoDate.split('-').reverse().join('/') : isoDate
}

/** Puts a date as people type it (`2/1/1990`, `02011990`, `2-1-1990`) as `02/01/1990`; anything else stays. */
export function tidyDateText(typed: string): string {
  const text = typed.trim()
  const parts = /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text)
  if (!parts) return text
  const [, day = '', month = '', year = ''] = parts
  return `${day.padStart(2, '0')}/${month.padStart(2, '0')}/${year}`
}

/** The ISO date that was typed. What is no date comes back as typed, for the server to refuse in its own words. */
export function typedIsoDate(typed: string): string {
  const tidy = tidyDateText(typed)
  return /^\d{2}\/\d{2}\/\d{4}$/.test(tidy) ? tidy.split('/').reverse().join('-') : tidy
}
