import type { RouteConfigEntry } from '@react-router/dev/routes'
import { describe, expect, it } from 'vitest'
import { helpOf, pageHelp } from './help.ts'
import { menu } from './navigation.ts'
import routes from './routes.ts'

const staffRoutes = (routes as readonly RouteConfigEntry[])
  .filter(({ file }) => file === 'staff/pages/layout.tsx')
  .flatMap(({ children }) => children ?? [])
  .map(({ path }) => `/${path}`)

describe('help in place', () => {
  it('is there on every page of the staff', () => {
    expect(staffRoutes.length).toBeGreaterThan(18)
    expect(staffRoutes.filter((path) => !(path in pageHelp))).toEqual([])
  })

  it('tells three things in sentences, without codes or English', () => {
    for (const [path, { purpose, tasks, keys }] of Object.entries(pageHelp)) {
      for (const sentence of [purpose, ...tasks]) {
        expect(sentence, path).toMatch(/^\p{Lu}.{8,}\.$/u)
        expect(sentence, path).not.toMatch(/\b(dossier|click|button|form|workflow|ID)\b/i)
      }
      expect(new Set(tasks).size, path).toBe(3)
      expect((keys ?? []).every(({ does }) => does.length > 2)).toBe(true)
    }
  })

  it('finds the most exact page', () => {
    expect(helpOf('/ho-so/moi')).toBe(pageHelp['/ho-so/moi'])
    expect(helpOf('/ho-so/H56.22.17-20260324-0000001')).toBe(pageHelp['/ho-so/:code'])
    expect(helpOf('/ho-so/')).toBe(pageHelp['/ho-so'])
    expect(helpOf('/khong/co/trang/nay')).toBeNull()
  })

  it('has an entry for whatever the menu leads to', () => {
    expect(menu.flatMap(({ items }) => items).filter(({ to }) => helpOf(to) === null)).toEqual([])
  })
})
