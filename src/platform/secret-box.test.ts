import { describe, expect, it } from 'vitest'
import { createSecretBox, isSealed } from './secret-box.ts'

const box = createSecretBox('secret-of-this-installation-0123456789')
const other = createSecretBox('secret-of-another-installation-0123456')

describe('the secret box', () => {
  it('opens what it sealed, each time sealed differently', () => {
    const [one, two] = [box.seal('mật khẩu'), box.seal('mật khẩu')]
    expect([box.open(one), box.open(two)]).toEqual(['mật khẩu', 'mật khẩu'])
    expect(one).not.toBe(two)
    expect(one).not.toContain('mật')
    expect(isSealed(box.seal(''))).toBe(true)
  })

  it('opens nothing that another installation sealed, that was changed, or that is no seal', () => {
    const sealed = box.seal('mật khẩu')
    const flipped = `${sealed.slice(0, -4)}${sealed.at(-4) === 'A' ? 'B' : 'A'}${sealed.slice(-3)}`
    for (const text of [other.seal('mật khẩu'), flipped, '', 'mật khẩu', 'v1.', `v1.${'A'.repeat(60)}`])
      expect(box.open(text), text).toBeNull()
  })

  it('marks the same name always the same, and no other installation does', () => {
    expect(box.mark('a')).toBe(box.mark('a'))
    expect(box.mark('a')).toMatch(/^[\w-]{16}$/)
    expect(new Set([box.mark('a'), box.mark('b'), other.mark('a')]).size).toBe(3)
  })
})
