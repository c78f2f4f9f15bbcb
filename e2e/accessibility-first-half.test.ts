import type { RouteConfigEntry } from '@react-router/dev/routes'
import { expect, test } from 'vitest'
import routes from '../src/routes.ts'
import { describePages } from './every-page.ts'
import { routesWithoutPage, visits } from './visits.ts'

/** Full paths of the table of routes. */
function pathsOf(entries: readonly RouteConfigEntry[], above = ''): string[] {
  return entries.flatMap((entry) => {
    const path = entry.path ? `${above}/${entry.path}` : above
    return entry.children ? pathsOf(entry.children, path) : [path || '/']
  })
}

test('every route has its visits here', () => {
  expect([...routesWithoutPage, ...Object.keys(visits)].toSorted()).toEqual(pathsOf(routes).toSorted())
})

describePages(0)
