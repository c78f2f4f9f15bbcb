import { describe, expect, it } from 'vitest'
import { type PageLine, type PageLines, signingPlace } from './signing-place.ts'

const line = (text: string, baseline: number, left = 330, right = 490): PageLine => ({
  text,
  baseline,
  left,
  right,
  size: 14,
})
const page = (...lines: PageLine[]): PageLines => ({ top: 842, lines })
const wide = { width: 440, height: 200 }
const name = 'Nguyễn Văn Ví Dụ'
const block = (post = 400) => [
  line('TM. ỦY BAN NHÂN DÂN', post + 16),
  line('CHỦ TỊCH', post),
  line(name, post - 90),
]

describe('the place of a signature', () => {
  it('is in the middle between the post and the name, as high as the decree allows', () => {
    const found = signingPlace([page(line('Nơi nhận:', 400, 90, 200), ...block())], name, wide)
    expect(found?.page).toBe(1)
    const { x, y, width, height } = found?.box ?? { x: 0, y: 0, width: 0, height: 0 }
    expect(x + width / 2).toBeCloseTo(410)
    expect(y).toBeGreaterThan(310 + 10)
    expect(y + height).toBeLessThan(400)
    expect(width / height).toBeCloseTo(440 / 200)
    expect((height / 72) * 25.4).toBeLessThanOrEqual(22.001)
  })

  it('is small where there is little room, and never over the post or the name', () => {
    const found = signingPlace([page(line('CHỦ TỊCH', 360), line(name, 310))], name, wide)
    expect(found?.box.y).toBeGreaterThan(310 + 10)
    expect((found?.box.y ?? 0) + (found?.box.height ?? 0)).toBeLessThan(360)
  })

  it('knows the name after a degree, in other letters and spaces, and not inside a sentence', () => {
    const titled = [line('CHỦ TỊCH', 400), line('TS. Nguyễn  Văn Ví Dụ', 310)]
    expect(signingPlace([page(...titled)], name.toUpperCase().normalize('NFD'), wide)).not.toBeNull()
    const ranked = [line('CHỈ HUY TRƯỞNG', 400), line('Thượng tá Nguyễn Văn Ví Dụ', 310)]
    expect(signingPlace([page(...ranked)], name, wide)).not.toBeNull()
    const sentence = [line('CHỦ TỊCH', 400), line(`Giao ông ${name}`, 310)]
    expect(signingPlace([page(...sentence)], name, wide)).toBeNull()
  })

  it('is not beside a name in a list: there a signature has no room', () => {
    const list = [line('Danh sách', 500), line(name, 480), line('Người Khác', 460)]
    expect(signingPlace([page(...list)], name, wide)).toBeNull()
    expect(signingPlace([page(...list), page(...block())], name, wide)?.page).toBe(2)
  })

  it('stays near a name that a page break left alone at the top of its page', () => {
    const found = signingPlace([page(line('CHỦ TỊCH', 80)), page(line(name, 700))], name, wide)
    expect(found?.page).toBe(2)
    expect(found?.box.y).toBeLessThan(760)
  })

  it('is nowhere where the name is not, or is empty', () => {
    expect(signingPlace([page(...block())], 'Trần Thị Khác', wide)).toBeNull()
    expect(signingPlace([page(...block())], '', wide)).toBeNull()
    expect(signingPlace([], name, wide)).toBeNull()
  })
})
