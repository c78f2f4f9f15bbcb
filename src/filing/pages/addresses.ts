/** Address of a step of a draft; the papers have a page of their own. */
export function stepHref(id: string, step: number, search: Record<string, string> = {}): string {
  const own: Record<string, string> = step === 3 ? {} : { buoc: String(step) }
  const asked = new URLSearchParams({ ...own, ...search }).toString()
  return `/nop-ho-so/ban/${id}${step === 3 ? '/giay-to' : ''}${asked ? `?${asked}` : ''}`
}

export const filedHref = (id: string) => `/nop-ho-so/da-nop/${id}`
