const format = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** An instant (milliseconds) as an officer writes it: `09:15:30 26/11/2026`, in Viet Nam. */
export const sayTime = (at: number): string => format.format(at).replace(',', '')
