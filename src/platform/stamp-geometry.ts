/** Where on the page as it is read a stamp goes. */
export const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const
export type Corner = (typeof corners)[number]

/** What of a page is shown, in points, and how it is turned for reading (degrees clockwise). */
export interface ShownPage {
  x: number
  y: number
  width: number
  height: number
  rotation: number
}

export interface Placement {
  x: number
  y: number
  /** Degrees counter-clockwise around (x, y), as PDF turns. */
  turn: number
}

/**
 * Where the lower left corner of a stamp comes to lie so that it stands upright in the wanted corner of the page as it
 * is read, `margin` points from both edges; nearer where the page is too small for that.
 */
export function placeStamp(
  page: ShownPage,
  stamp: { width: number; height: number },
  { corner, margin }: { corner: Corner; margin: number },
): Placement {
  const rotation = (((Math.round(page.rotation / 90) * 90) % 360) + 360) % 360
  const isOnSide = rotation === 90 || rotation === 270
  const seen = isOnSide
    ? { width: page.height, height: page.width }
    : { width: page.width, height: page.height }
  const gap = (room: number, size: number) => Math.max(0, Math.min(margin, room - size))
  const across = gap(seen.width, stamp.width)
  const along = gap(seen.height, stamp.height)
  // From the lower left of the page as it is read.
  const left = corner.endsWith('left') ? across : seen.width - stamp.width - across
  const bottom = corner.startsWith('bottom') ? along : seen.height - stamp.height - along
  const { x, y, width, height } = page
  if (rotation === 90) return { x: x + width - bottom, y: y + left, turn: 90 }
  if (rotation === 180) return { x: x + width - left, y: y + height - bottom, turn: 180 }
  if (rotation === 270) return { x: x + bottom, y: y + height - left, turn: 270 }
  return { x: x + left, y: y + bottom, turn: 0 }
}
