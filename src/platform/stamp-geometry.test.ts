import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corners, placeStamp } from './stamp-geometry.ts'

const stamp = { width: 141.7, height: 99.2 }
const somePage = fc.record({
  x: fc.integer({ min: -50, max: 50 }),
  y: fc.integer({ min: -50, max: 50 }),
  width: fc.integer({ min: 150, max: 2000 }),
  height: fc.integer({ min: 150, max: 2000 }),
  rotation: fc.constantFrom(0, 90, 180, 270, -90, 360, 450),
})

/** The four corners that the stamp covers, turned counter-clockwise around where it lies. */
function covered({ x, y, turn }: { x: number; y: number; turn: number }) {
  const [cos, sin] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ][turn / 90] ?? [1, 0]
  const [c = 1, s = 0] = [cos, sin]
  return [
    [0, 0],
    [stamp.width, 0],
    [0, stamp.height],
    [stamp.width, stamp.height],
  ].map(([across = 0, up = 0]) => ({ x: x + across * c - up * s, y: y + across * s + up * c }))
}

describe('the place of a stamp', () => {
  it('lies whole on the page, however the page is turned or cut', () => {
    fc.assert(
      fc.property(somePage, fc.constantFrom(...corners), (page, corner) => {
        for (const point of covered(placeStamp(page, stamp, { corner, margin: 22 }))) {
          expect(point.x).toBeGreaterThanOrEqual(page.x - 0.01)
          expect(point.y).toBeGreaterThanOrEqual(page.y - 0.01)
          expect(point.x).toBeLessThanOrEqual(page.x + page.width + 0.01)
          expect(point.y).toBeLessThanOrEqual(page.y + page.height + 0.01)
        }
      }),
    )
  })

  it('is where a reader says it is: top right of an upright A4 page, 8 mm from the edges', () => {
    const page = { x: 0, y: 0, width: 595, height: 842, rotation: 0 }
    const place = placeStamp(page, stamp, { corner: 'top-right', margin: 22.7 })
    expect(place.x).toBeCloseTo(595 - 141.7 - 22.7)
    expect(place.y).toBeCloseTo(842 - 99.2 - 22.7)
  })
})
