const inWords = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hourCycle: 'h23',
  weekday: 'long',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

/** `15:30 Thứ Năm, 26/03/2026`, the office's time whatever the machine's own. */
export function momentText(moment: string | Date): string {
  const parts = new Map(inWords.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return `${part('hour')}:${part('minute')} ${part('weekday')}, ${part('day')}/${part('month')}/${part('year')}`
}
