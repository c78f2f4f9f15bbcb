/** Fixed ids of the demonstration office's queue; see `src/staff/examples.ts`. */

const numbered = (number: number) => `01980000-0000-7000-8000-c1${String(number).padStart(10, '0')}`

/** A ticket that desk 2 is calling, called often enough to be absent. */
export const demoCalledTicketId = numbered(1)
/** A ticket that the example of giving one makes; the examples after it go on with it. */
export const exampleTicketId = numbered(2)

/** An appointment that a citizen looks at. */
export const demoAppointmentId = numbered(3)

export const demoKioskId = numbered(11)
export const demoDisplayId = numbered(12)
/** An example to be revoked. */
export const demoOldKioskId = numbered(13)

/** Tokens of the demonstration office's devices: anybody may try its kiosk and look at its display. */
export const demoKioskToken = 'don-vi-mau-may-lay-so-khong-phai-bi-mat'
export const demoDisplayToken = 'don-vi-mau-man-hinh-goi-so-khong-phai-bi-mat'
/** The demonstration office's ticket that a citizen looks at. */
export const demoTicketToken = 'don-vi-mau-so-thu-tu-cua-toi'
